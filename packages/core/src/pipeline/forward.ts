import {
  asyncScheduler,
  defer,
  fromEvent,
  merge,
  of,
  shareReplay,
  tap,
  type Observable,
  type SchedulerLike,
} from 'rxjs'
import type { Delivery } from '../contracts/delivery.ts'
import type { Destination, Shipment } from '../contracts/destination.ts'
import type { SendFailure } from '../contracts/failure.ts'
import type { Ledger } from '../contracts/ledger.ts'
import type { DeadLetters } from '../contracts/letters.ts'
import type { Outcome } from '../contracts/outcome.ts'
import type { Source } from '../contracts/source.ts'
import { defaultRetryPolicy, type RetryPolicy } from '../delivery/retry-policy.ts'
import { act, type Journey } from './act.ts'
import { createGate, type Gate } from './gate.ts'
import { createLanes } from './lanes.ts'
import { createOrders, idOf } from './orders.ts'
import { createPlan, type Plan } from './plan.ts'
import { neverThrowing } from './never-throwing.ts'
import { pull } from './pull.ts'
import type { Route } from './route.ts'
import { settle } from './settle.ts'

/** How much is worked on at once, for each source. */
export interface ForwardLimits {
  /** Events pulled and not yet settled. */
  readonly unsettled: number
  /** Bytes of events pulled and not yet settled. */
  readonly unsettledBytes: number
}

/** Enough to keep 64 requests busy while others wait in their lanes; 32 MiB of events at most. */
export const defaultForwardLimits: ForwardLimits = { unsettled: 256, unsettledBytes: 32 * 1024 * 1024 }

/** Told what an outcome does not tell: what has begun, and attempts that failed. Called synchronously. */
export interface Watcher {
  readonly pulled?: (delivery: Delivery) => void
  readonly planned?: (plan: Plan<unknown>) => void
  readonly failed?: (shipment: Shipment<unknown>, failure: SendFailure) => void
}

/** Everything a relay is made of. */
export interface ForwardParts<Body> {
  /** By the name that their deliveries carry, which is part of the deduplication key. */
  readonly sources: Readonly<Record<string, Source>>
  readonly routes: readonly Route[]
  readonly destination: Destination<Body>
  readonly ledger: Ledger
  readonly letters: DeadLetters
  /** When it aborts: nothing new is pulled or attempted, requests under way are waited for, the rest is returned. */
  readonly stop: AbortSignal
  readonly limits?: ForwardLimits
  readonly retry?: RetryPolicy
  /** Default: one of its own, as `createGate` makes it. */
  readonly gate?: Gate
  readonly watcher?: Watcher
  /** Default: real time. */
  readonly scheduler?: SchedulerLike
  /** From 0 to 1. Default: `Math.random`. */
  readonly random?: () => number
}

/**
 * The journey of every event: pull, plan, lanes, ship, settle. Emits the outcome of each delivery when its verdict is
 * durable; completes when every source has ended and everything pulled is settled.
 *
 * Each delivery is settled exactly once, unless it is withdrawn or the subscriber leaves: then its source offers it
 * again to whoever comes next. Memory is bounded by `limits`, however long the destination stalls.
 */
export const forward = <Body>(parts: ForwardParts<Body>): Observable<Outcome> => defer(() => flow(parts))

const flow = <Body>(parts: ForwardParts<Body>): Observable<Outcome> => {
  const { sources, destination, stop, limits = defaultForwardLimits, watcher = {}, scheduler = asyncScheduler } = parts
  const planOf = neverThrowing(createPlan({ routes: parts.routes, bodies: destination.bodies }))
  const journey: Journey<Body> = {
    destination,
    ledger: parts.ledger,
    letters: parts.letters,
    lanes: createLanes(),
    orders: createOrders(),
    gate: parts.gate ?? createGate({ inFlight: destination.limits.inFlight }, stop, scheduler),
    retry: parts.retry ?? defaultRetryPolicy,
    scheduler,
    random: parts.random ?? Math.random,
    stopping: defer(() => (stop.aborted ? of(true) : fromEvent(stop, 'abort'))).pipe(shareReplay(1)),
    failed: watcher.failed ?? (() => undefined),
  }
  const forget = (outcome: Outcome): void => {
    const { end, source, deliveryId: id } = outcome
    journey.orders.ended(idOf({ source, id }), end._tag === 'Returned' && end.reason !== 'withdrawn')
  }
  const room = {
    most: limits.unsettled,
    mostBytes: limits.unsettledBytes,
    bytesOf: ({ bytes }: Delivery) => bytes.byteLength,
  }
  return merge(
    ...Object.entries(sources).map(([name, source]) =>
      pull(source.deliveries, stop, room, (delivery) => {
        if (delivery.source !== name) throw new Error(`The source ${name} hands over deliveries of ${delivery.source}.`)
        watcher.pulled?.(delivery)
        const plan = planOf(source, delivery)
        watcher.planned?.(plan)
        return settle(delivery, plan, act(journey, delivery, plan)).pipe(tap(forget))
      }),
    ),
  )
}
