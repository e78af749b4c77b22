import { setMaxListeners } from 'node:events'
import {
  asyncScheduler,
  defer,
  EMPTY,
  finalize,
  from,
  fromEvent,
  merge,
  mergeMap,
  type Observable,
  of,
  shareReplay,
  Subject,
  takeUntil,
} from 'rxjs'
import type { Delivery } from '../contracts/delivery.ts'
import type { Outcome } from '../contracts/outcome.ts'
import { defaultRetryPolicies } from '../delivery/retry-policy.ts'
import { act, type Journey } from './act.ts'
import { defaultForwardLimits, type ForwardParts, type Joining } from './forward-parts.ts'
import { createGate } from './gate.ts'
import { gateSettingsFor } from './gate-settings-for.ts'
import { createGrips } from './grip.ts'
import { createLanes } from './lanes.ts'
import { createOrders } from './orders.ts'
import { createPlan } from './plan.ts'
import { neverThrowing } from './never-throwing.ts'
import { pull } from './pull.ts'
import { settle } from './settle.ts'

/**
 * The journey of every event: pull, plan, lanes, ship, settle. Emits the outcome of each delivery when its verdict is
 * durable; completes when every source has ended, none can join, and everything pulled is settled.
 *
 * Each delivery is settled exactly once, unless it is withdrawn or the subscriber leaves: then its source offers it
 * again to whoever comes next. One that is recalled is returned at once, unless something of it may have been sent. Memory is
 * bounded by `limits`, however long the destination stalls.
 */
export const forward = <Body>(parts: ForwardParts<Body>): Observable<Outcome> =>
  defer(() => {
    const leaving = new AbortController()
    // Every request under way listens to it.
    setMaxListeners(0, leaving.signal)
    return flow(parts, leaving.signal).pipe(finalize(() => leaving.abort()))
  })

const nothing = (): void => undefined

/** @param left aborts when the subscriber leaves */
const flow = <Body>(parts: ForwardParts<Body>, left: AbortSignal): Observable<Outcome> => {
  const { sources, destination, stop, limits = defaultForwardLimits, watcher = {}, scheduler = asyncScheduler } = parts
  const planOf = neverThrowing(createPlan({ routes: parts.routes, bodies: destination.bodies }))
  const grips = createGrips(left)
  const travel: Omit<Journey<Body>, 'queue'> = {
    destination,
    ledger: parts.ledger,
    lanes: createLanes(),
    orders: createOrders(),
    gate: parts.gate ?? createGate(gateSettingsFor(destination, parts.routes, stop), stop, scheduler),
    retry: parts.retry ?? defaultRetryPolicies,
    scheduler,
    now: parts.now ?? (() => scheduler.now()),
    random: parts.random ?? Math.random,
    stop,
    stopping: defer(() => (stop.aborted ? of(true) : fromEvent(stop, 'abort'))).pipe(shareReplay(1)),
    failed: watcher.failed ?? nothing,
    doubted: watcher.doubted ?? nothing,
  }
  const reading = ({
    name,
    source,
    limits: own = limits,
    watcher: told,
    ended = nothing,
  }: Joining): Observable<Outcome> => {
    const queue = { waiting: 0 }
    const journey: Journey<Body> = { ...travel, queue }
    const room = {
      most: own.unsettled,
      idle: () => queue.waiting,
      mostIdle: own.waiting ?? defaultForwardLimits.waiting,
      mostBytes: own.unsettledBytes,
      bytesOf: ({ bytes }: Delivery) => bytes.byteLength,
    }
    return pull(source.deliveries, stop, room, async (delivery) => {
      if (delivery.source !== name) throw new Error(`The source ${name} hands over deliveries of ${delivery.source}.`)
      watcher.pulled?.(delivery)
      told?.pulled?.(delivery)
      const plan = planOf(source, delivery)
      watcher.planned?.(plan)
      told?.planned?.(plan)
      const { replay } = delivery
      const grip = plan._tag === 'Unwanted' ? grips.none : grips.of(delivery)
      const outcome = await settle(delivery, plan, act(journey, delivery, plan, grip), grip)
      if (replay === undefined) return outcome
      const replayed = { ...outcome, replay }
      ended(replayed)
      return replayed
    })
  }
  const first = Object.entries(sources).map(([name, source]): Joining => ({ name, source }))
  const over = new Subject<void>()
  const shut = first.length === 0 ? travel.stopping : merge(travel.stopping, over)
  return merge(
    (parts.joining ?? EMPTY).pipe(takeUntil(shut), mergeMap(reading)),
    from(first).pipe(
      mergeMap(reading),
      finalize(() => over.next()),
    ),
  )
}
