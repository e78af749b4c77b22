import type { Delivery } from '../contracts/delivery.ts'
import type { Outcome, Returned } from '../contracts/outcome.ts'
import { accept, type Verdict } from '../contracts/verdict.ts'
import type { Grip } from './grip.ts'
import type { Plan } from './plan.ts'

const verdictOn = ({ end }: Outcome): Verdict =>
  end._tag === 'Returned' ? { _tag: 'Return', reason: end.reason } : accept

/** The outcome here of a delivery that belongs to somebody else now. */
const lostOf = <Body>({ source, id }: Delivery, plan: Plan<Body>): Outcome => {
  const end: Returned = { _tag: 'Returned', reason: 'withdrawn' }
  const parts = plan._tag === 'Planned' ? plan.parts : []
  return {
    source,
    deliveryId: id,
    messageId: plan._tag === 'Planned' ? plan.event.messageId : undefined,
    end,
    shipments: parts.map(({ route }) => ({ route, end, retries: [], doubts: [] })),
  }
}

/** Resolves when a signal aborts. */
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/**
 * Settles a delivery once with what its outcome says, and gives the outcome when that is durable. A delivery that was recalled
 * before anything of it took effect is returned at once. One that was withdrawn meanwhile, or in which nobody is interested any
 * more, is not settled: it belongs to somebody else.
 */
export const settle = async <Body>(
  delivery: Delivery,
  plan: Plan<Body>,
  acted: Promise<Outcome>,
  { taken, isDropped, settled }: Grip,
): Promise<Outcome> => {
  const outcome = await (taken === undefined
    ? acted
    : Promise.race([acted, aborted(taken).then(() => lostOf(delivery, plan))]))
  if (isDropped()) return outcome
  settled(outcome.end._tag === 'Returned')
  await delivery.settle(verdictOn(outcome))()
  return outcome
}
