import { fromEvent, map, merge, mergeMap, of, take, type Observable } from 'rxjs'
import type { Delivery } from '../contracts/delivery.ts'
import type { Outcome, Returned } from '../contracts/outcome.ts'
import { accept, type Verdict } from '../contracts/verdict.ts'
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
    shipments: parts.map(({ route }) => ({ route, end, retries: [] })),
  }
}

/**
 * Settles a delivery once with what its outcome says, and emits the outcome when that is durable. A delivery that was
 * withdrawn meanwhile is not settled: it belongs to somebody else.
 */
export const settle = <Body>(delivery: Delivery, plan: Plan<Body>, acted: Observable<Outcome>): Observable<Outcome> => {
  const settled = acted.pipe(
    mergeMap(async (outcome) => {
      await delivery.settle(verdictOn(outcome))()
      return outcome
    }),
  )
  const { withdrawn } = delivery
  if (withdrawn === undefined) return settled
  const lost = lostOf(delivery, plan)
  return merge(withdrawn.aborted ? of(lost) : fromEvent(withdrawn, 'abort').pipe(map(() => lost)), settled).pipe(
    take(1),
  )
}
