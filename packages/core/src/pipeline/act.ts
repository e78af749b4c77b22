import { forkJoin, from, map, mergeMap, of, type Observable } from 'rxjs'
import type { Delivery } from '../contracts/delivery.ts'
import type { DeadLetters } from '../contracts/letters.ts'
import { worst, type Buried, type Outcome, type ShipmentEnd, type ShipmentOutcome } from '../contracts/outcome.ts'
import type { Source } from '../contracts/source.ts'
import { bury, type Particulars } from './bury.ts'
import type { Lanes } from './lanes.ts'
import type { Faulty, Part, Plan, Ready } from './plan.ts'
import { ship, type Shipping } from './ship.ts'

/** What every event meets on its way. */
export interface Journey<Body> extends Shipping<Body> {
  readonly plan: (decode: Source['decode'], delivery: Delivery) => Plan<Body>
  readonly lanes: Lanes
  readonly letters: DeadLetters
}

const noRoute: ShipmentEnd = { _tag: 'Skipped', reason: 'no route' }

const buryIfLost = <Body>(
  { letters, scheduler }: Journey<Body>,
  delivery: Delivery,
  particulars: Particulars,
  end: ShipmentEnd,
): Observable<ShipmentEnd> =>
  end._tag === 'Buried' ? from(bury(letters, delivery, particulars, end, scheduler.now())) : of(end)

const shipReady = <Body>(journey: Journey<Body>, delivery: Delivery, { route, shipment }: Ready<Body>) => {
  const particulars = { messageId: shipment.messageId, route, body: shipment.body }
  return ship(shipment, journey).pipe(
    mergeMap((outcome) =>
      buryIfLost(journey, delivery, particulars, outcome.end).pipe(
        map((end): ShipmentOutcome => ({ ...outcome, end })),
      ),
    ),
  )
}

const buryFaulty = <Body>(journey: Journey<Body>, delivery: Delivery, messageId: string, part: Faulty) => {
  const { route, reason, faults, body } = part
  const buried: Buried = { _tag: 'Buried', reason, faults, attempts: [] }
  return buryIfLost(journey, delivery, { messageId, route, body }, buried).pipe(
    map((end): ShipmentOutcome => ({ route, end, retries: [] })),
  )
}

const actOnPart =
  <Body>(journey: Journey<Body>, delivery: Delivery, messageId: string) =>
  (part: Part<Body>): Observable<ShipmentOutcome> => {
    switch (part._tag) {
      case 'Ready':
        return shipReady(journey, delivery, part)
      case 'PassedOver':
        return of({ route: part.route, end: { _tag: 'Skipped', reason: part.reason }, retries: [] })
      case 'Faulty':
        return buryFaulty(journey, delivery, messageId, part)
      default:
        return part satisfies never
    }
  }

const isReturned = ({ end }: ShipmentOutcome): boolean => end._tag === 'Returned'

const held = <Body>({ route }: Part<Body>): ShipmentOutcome => ({
  route,
  end: { _tag: 'Returned', reason: 'held behind a returned event' },
  retries: [],
})

/** Parts one after the other; behind one that is returned, the rest is returned too. */
const inTurn = <Body>(
  parts: readonly Part<Body>[],
  actOnOne: (part: Part<Body>) => Observable<ShipmentOutcome>,
): Observable<readonly ShipmentOutcome[]> =>
  parts.reduce<Observable<readonly ShipmentOutcome[]>>(
    (before, part) =>
      before.pipe(
        mergeMap((done) =>
          done.some(isReturned) ? of([...done, held(part)]) : actOnOne(part).pipe(map((outcome) => [...done, outcome])),
        ),
      ),
    of([]),
  )

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
  const actOnOne = actOnPart(journey, delivery, messageId)
  const first = parts.find((part) => part._tag === 'Ready')?.shipment.customer
  const byCustomer = Map.groupBy(parts, (part) => (part._tag === 'Ready' ? part.shipment.customer : first))
  const works = [...byCustomer].map(([key, mine]) => {
    const work = inTurn(mine, actOnOne)
    if (key === undefined) return work
    const id = `${delivery.source}/${delivery.id}`
    return journey.lanes.run({ key, id, work, holds: (done) => done.some(isReturned), refused: mine.map(held) })
  })
  return forkJoin(works).pipe(map((done) => done.flat()))
}

/** Plans a delivery and takes every part of the plan to its end. Emits once; the delivery is not settled yet. */
export const act = <Body>(
  journey: Journey<Body>,
  decode: Source['decode'],
  delivery: Delivery,
): Observable<Outcome> => {
  const about = { source: delivery.source, deliveryId: delivery.id }
  const plan = journey.plan(decode, delivery)
  if (plan._tag === 'Undecodable') {
    const buried: Buried = { _tag: 'Buried', reason: 'undecodable', faults: plan.faults, attempts: [] }
    const particulars = { messageId: undefined, route: undefined, body: undefined }
    return buryIfLost(journey, delivery, particulars, buried).pipe(
      map((end) => ({ ...about, messageId: undefined, end, shipments: [] })),
    )
  }
  const { messageId } = plan.event
  if (plan.parts.length === 0) return of({ ...about, messageId, end: noRoute, shipments: [] })
  return actInLanes(journey, delivery, messageId, plan.parts).pipe(
    map((shipments) => {
      const ends = shipments.map(({ end }) => end)
      return { ...about, messageId, end: worst(ends, noRoute), shipments }
    }),
  )
}
