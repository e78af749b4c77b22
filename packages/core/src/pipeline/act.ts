import { forkJoin, map, Observable, of } from 'rxjs'
import type { Delivery } from '../contracts/delivery.ts'
import type { DeadLetters } from '../contracts/letters.ts'
import { worst, type Buried, type Outcome, type ShipmentEnd, type ShipmentOutcome } from '../contracts/outcome.ts'
import { bury, type Particulars } from './bury.ts'
import type { Lanes } from './lanes.ts'
import { idOf, type Orders } from './orders.ts'
import type { Part, Plan } from './plan.ts'
import { ship, type Shipping } from './ship.ts'

/** What every event meets on its way. */
export interface Journey<Body> extends Shipping<Body> {
  readonly lanes: Lanes
  readonly orders: Orders
  readonly letters: DeadLetters
}

const noRoute: ShipmentEnd = { _tag: 'Skipped', reason: 'no route' }

const buryAs = <Body>(
  { letters, scheduler }: Journey<Body>,
  delivery: Delivery,
  particulars: Particulars,
  end: Buried,
): Promise<ShipmentEnd> => bury(letters, delivery, particulars, end, scheduler.now())

/** Takes one part of a plan to its end. What is to be buried is not buried yet. */
const actOnPart = async <Body>(
  journey: Journey<Body>,
  part: Part<Body>,
  gone: AbortSignal,
): Promise<ShipmentOutcome> => {
  const { route } = part
  switch (part._tag) {
    case 'Ready':
      return ship(part.shipment, journey, gone)
    case 'PassedOver':
      return { route, end: { _tag: 'Skipped', reason: part.reason }, retries: [] }
    case 'Faulty': {
      const end: Buried = { _tag: 'Buried', reason: part.reason, faults: part.faults, attempts: [] }
      return { route, end, retries: [] }
    }
    default:
      return part satisfies never
  }
}

const bodyOf = <Body>(part: Part<Body>): unknown => {
  if (part._tag === 'Ready') return part.shipment.body
  return part._tag === 'Faulty' ? part.body : undefined
}

const isReturned = ({ end }: ShipmentOutcome): boolean => end._tag === 'Returned'

const held = <Body>({ route }: Part<Body>): ShipmentOutcome => ({
  route,
  end: { _tag: 'Returned', reason: 'held behind a returned event' },
  retries: [],
})

/** A promise as an observable; its signal aborts when nobody listens any more before it is done. */
const abortable = <A>(work: (gone: AbortSignal) => Promise<A>): Observable<A> =>
  new Observable<A>((subscriber) => {
    const gone = new AbortController()
    let isDone = false
    const finish = (result: A): void => {
      isDone = true
      subscriber.next(result)
      subscriber.complete()
    }
    work(gone.signal).then(finish, (error: unknown) => subscriber.error(error))
    // Aborting makes an error with a stack: too dear to do it for nothing.
    return () => {
      if (!isDone) gone.abort()
    }
  })

/**
 * Parts one after the other; behind one that is returned, the rest is returned too. Letters are written at the end, and
 * only where nothing is returned: a part that will be tried again must not lie in the letters as well.
 */
const inTurn = <Body>(
  journey: Journey<Body>,
  delivery: Delivery,
  messageId: string,
  parts: readonly Part<Body>[],
): Observable<readonly ShipmentOutcome[]> =>
  abortable(async (gone) => {
    const done: ShipmentOutcome[] = []
    for (const part of parts) done.push(done.some(isReturned) ? held(part) : await actOnPart(journey, part, gone))
    const mustReturn = done.some(isReturned)
    for (const [i, part] of parts.entries()) {
      const outcome = done[i]
      if (outcome?.end._tag !== 'Buried') continue
      const particulars = { messageId, route: part.route, body: bodyOf(part) }
      const end = mustReturn ? held(part).end : await buryAs(journey, delivery, particulars, outcome.end)
      done[i] = { ...outcome, end }
    }
    return done
  })

/**
 * The parts of one event that concern one customer are one work in that customer's lane, so that a return of any of
 * them holds back what comes later. Parts that name nobody go with the first customer.
 */
const actInLanes = <Body>(
  journey: Journey<Body>,
  delivery: Delivery,
  messageId: string,
  parts: readonly Part<Body>[],
): Observable<readonly ShipmentOutcome[]> => {
  const first = parts.find((part) => part._tag === 'Ready')?.shipment.customer
  const byCustomer = Map.groupBy(parts, (part) => (part._tag === 'Ready' ? part.shipment.customer : first))
  const works = [...byCustomer].map(([key, mine]) => {
    const work = inTurn(journey, delivery, messageId, mine)
    if (key === undefined) return work
    const id = idOf(delivery)
    const order = journey.orders.of(id)
    return journey.lanes.run({ key, id, order, work, holds: (done) => done.some(isReturned), refused: mine.map(held) })
  })
  const [only] = works
  return works.length === 1 && only !== undefined ? only : forkJoin(works).pipe(map((done) => done.flat()))
}

/** Takes every part of a plan to its end. Emits once; the delivery is not settled yet. */
export const act = <Body>(journey: Journey<Body>, delivery: Delivery, plan: Plan<Body>): Observable<Outcome> => {
  const about = { source: delivery.source, deliveryId: delivery.id }
  if (plan._tag === 'Undecodable') {
    const buried: Buried = { _tag: 'Buried', reason: 'undecodable', faults: plan.faults, attempts: [] }
    const particulars = { messageId: undefined, route: undefined, body: undefined }
    return abortable(async () => {
      const end = await buryAs(journey, delivery, particulars, buried)
      return { ...about, messageId: undefined, end, shipments: [] }
    })
  }
  if (plan._tag === 'Unwanted') return of({ ...about, messageId: undefined, end: noRoute, shipments: [] })
  const { messageId } = plan.event
  if (plan.parts.length === 0) return of({ ...about, messageId, end: noRoute, shipments: [] })
  return actInLanes(journey, delivery, messageId, plan.parts).pipe(
    map((shipments) => {
      const ends = shipments.map(({ end }) => end)
      return { ...about, messageId, end: worst(ends, noRoute), shipments }
    }),
  )
}
