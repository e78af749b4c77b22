import type { Delivery } from '../contracts/delivery.ts'
import type { Conclusion } from '../contracts/ledger.ts'
import type { Letter } from '../contracts/letters.ts'
import { worst, type Buried, type Outcome, type ShipmentEnd, type ShipmentOutcome } from '../contracts/outcome.ts'
import { createEnding, type Ending } from './ending.ts'
import type { Grip } from './grip.ts'
import type { Lanes, Queue } from './lanes.ts'
import { letterOf, particularsOf, unread, type Particulars } from './letter-of.ts'
import { idOf, type Orders } from './orders.ts'
import type { Part, Plan } from './plan.ts'
import { ship, type Shipping } from './ship.ts'

/** What every event meets on its way. */
export interface Journey<Body> extends Shipping<Body> {
  readonly lanes: Lanes
  readonly orders: Orders
  /** Of the source that it comes from: how many of its events wait behind others. */
  readonly queue: Queue
}

const noRoute: ShipmentEnd = { _tag: 'Skipped', reason: 'no route' }

const isReturned = ({ end }: ShipmentOutcome): boolean => end._tag === 'Returned'

const plain = (route: string, end: ShipmentEnd): ShipmentOutcome => ({ route, end, retries: [], doubts: [] })

const held = <Body>({ route }: Part<Body>): ShipmentOutcome =>
  plain(route, { _tag: 'Returned', reason: 'held behind a returned event' })

/** One event on its way: who ends its parts, and how its letters begin. */
interface Travelling {
  readonly messageId: string
  readonly ending: Ending
  readonly letter: (particulars: Particulars, end: Buried) => Letter
  readonly grip: Grip
}

/** Takes one part of a plan to its end. */
const actOnPart = async <Body>(
  journey: Journey<Body>,
  { messageId, ending, letter, grip }: Travelling,
  part: Part<Body>,
): Promise<ShipmentOutcome> => {
  const { route } = part
  switch (part._tag) {
    case 'Ready': {
      let isConcluded = false
      const conclude = (conclusion: Conclusion): Promise<void> => {
        isConcluded = true
        grip.takesEffect()
        const { end } = conclusion
        if (end._tag === 'Forwarded') return ending.end({ conclusion })
        return ending.end({ conclusion, letter: letter(particularsOf(messageId, part), end) })
      }
      const outcome = await ship(part.shipment, journey, conclude, grip)
      if (isReturned(outcome)) ending.giveBack()
      else if (!isConcluded) ending.pass()
      return outcome
    }
    case 'PassedOver':
      ending.pass()
      return plain(route, { _tag: 'Skipped', reason: part.reason })
    case 'Faulty': {
      const end: Buried = { _tag: 'Buried', reason: part.reason, faults: part.faults, attempts: [] }
      grip.takesEffect()
      await ending.end({ letter: letter(particularsOf(messageId, part), end) })
      return plain(route, end)
    }
    default:
      return part satisfies never
  }
}

/** Parts one after the other; behind one that is returned, the rest is returned too. */
const oneByOne = async <Body>(
  journey: Journey<Body>,
  travelling: Travelling,
  parts: readonly Part<Body>[],
): Promise<readonly ShipmentOutcome[]> => {
  const done: ShipmentOutcome[] = []
  for (const part of parts) {
    const isHeld = done.some(isReturned)
    if (isHeld) travelling.ending.giveBack()
    done.push(isHeld ? held(part) : await actOnPart(journey, travelling, part))
  }
  return done
}

const alone = (outcome: ShipmentOutcome): readonly ShipmentOutcome[] => [outcome]

/** Parts in their order: nearly always there is one. */
const inTurn = <Body>(
  journey: Journey<Body>,
  travelling: Travelling,
  parts: readonly Part<Body>[],
): Promise<readonly ShipmentOutcome[]> => {
  const [only] = parts
  return parts.length === 1 && only !== undefined
    ? actOnPart(journey, travelling, only).then(alone)
    : oneByOne(journey, travelling, parts)
}

const customerOf = <Body>(part: Part<Body>): string | undefined =>
  part._tag === 'Ready' ? part.shipment.customer : undefined

/** Parts that concern one customer. Those that name nobody go with the first customer. */
const byCustomer = <Body>(
  parts: readonly Part<Body>[],
): readonly (readonly [customer: string | undefined, parts: readonly Part<Body>[]])[] => {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return [[customerOf(only), parts]]
  const first = parts.map(customerOf).find((customer) => customer !== undefined)
  return [...Map.groupBy(parts, (part) => customerOf(part) ?? first)]
}

/** What is replayed has lanes of its own: it waits behind live events, which must not wait behind it. */
const replayed = '\0'

/**
 * The parts of one event that concern one customer are one work in that customer's lane, so that a return of any of
 * them holds back what comes later.
 */
const actInLanes = async <Body>(
  journey: Journey<Body>,
  delivery: Delivery,
  travelling: Travelling,
  parts: readonly Part<Body>[],
): Promise<readonly ShipmentOutcome[]> => {
  const { taken } = travelling.grip
  const id = idOf(delivery)
  const order = journey.orders.of(id)
  // What is taken back while it waits in its lane never ends there, and what was returned may be taken back later.
  taken?.addEventListener('abort', () => journey.orders.forget(id), { once: true })
  const works = byCustomer(parts).map(([key, mine]) => {
    const work = (): Promise<readonly ShipmentOutcome[]> => inTurn(journey, travelling, mine)
    if (key === undefined) return work()
    const refused = (): readonly ShipmentOutcome[] => {
      for (const _ of mine) travelling.ending.giveBack()
      return mine.map(held)
    }
    return journey.lanes.run({
      key: delivery.replay === undefined ? key : `${replayed}${key}`,
      id,
      order,
      work,
      holds: (done) => done.some(isReturned),
      refused,
      gone: taken,
      queue: journey.queue,
    })
  })
  const [only] = works
  const ended = works.length === 1 && only !== undefined ? await only : (await Promise.all(works)).flat()
  if (ended.some(isReturned) && taken?.aborted !== true) journey.orders.keep(id, order)
  else journey.orders.forget(id)
  return ended
}

/**
 * Takes every part of a plan to its end. The delivery is not settled yet.
 *
 * @param grip tells when nobody wants the outcome any more, and is told what may have taken effect
 */
export const act = async <Body>(
  journey: Journey<Body>,
  delivery: Delivery,
  plan: Plan<Body>,
  grip: Grip,
): Promise<Outcome> => {
  const about = { source: delivery.source, deliveryId: delivery.id }
  const letter = (particulars: Particulars, end: Buried): Letter => letterOf(delivery, particulars, end, journey.now())
  if (plan._tag === 'Undecodable') {
    const end: Buried = { _tag: 'Buried', reason: 'undecodable', faults: plan.faults, attempts: [] }
    grip.takesEffect()
    await createEnding(journey.ledger, delivery, 1).end({ letter: letter(unread, end) })
    return { ...about, messageId: undefined, end, shipments: [] }
  }
  if (plan._tag === 'Unwanted') {
    return { ...about, messageId: undefined, end: { _tag: 'Skipped', reason: plan.reason }, shipments: [] }
  }
  const { messageId } = plan.event
  if (plan.parts.length === 0) return { ...about, messageId, end: noRoute, shipments: [] }
  const ending = createEnding(journey.ledger, delivery, plan.parts.length)
  const shipments = await actInLanes(journey, delivery, { messageId, ending, letter, grip }, plan.parts)
  const [only] = shipments
  const end = shipments.length === 1 && only !== undefined ? only.end : worst(endsOf(shipments), noRoute)
  return { ...about, messageId, end, shipments }
}

const endsOf = (shipments: readonly ShipmentOutcome[]): readonly ShipmentEnd[] => shipments.map(({ end }) => end)
