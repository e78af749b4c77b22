import type { Observable, SchedulerLike } from 'rxjs'
import type { Delivery } from '../contracts/delivery.ts'
import type { Destination, Shipment } from '../contracts/destination.ts'
import type { DoubtCause, SendFailure } from '../contracts/failure.ts'
import type { Ledger } from '../contracts/ledger.ts'
import type { Outcome } from '../contracts/outcome.ts'
import type { Source } from '../contracts/source.ts'
import type { RetryPolicies } from '../delivery/retry-policy.ts'
import type { Gate } from './gate.ts'
import type { Plan } from './plan.ts'
import type { Route } from './route.ts'

/** How much is worked on at once, for each source. */
export interface ForwardLimits {
  /** Events pulled and not yet settled. */
  readonly unsettled: number
  /** Of these, so many do not count that wait behind an earlier one of the same customer. Default: 4,096. */
  readonly waiting?: number | undefined
  /** Bytes of events pulled and not yet settled. */
  readonly unsettledBytes: number
}

/** Enough to keep 64 requests busy while others wait in their lanes; 32 MiB of events at most. */
export const defaultForwardLimits = {
  unsettled: 256,
  waiting: 4_096,
  unsettledBytes: 32 * 1024 * 1024,
} as const satisfies ForwardLimits

/** Told what an outcome does not tell: what has begun, and attempts that failed. Called synchronously. */
export interface Watcher {
  readonly pulled?: (delivery: Delivery) => void
  readonly planned?: (plan: Plan<unknown>) => void
  readonly failed?: (shipment: Shipment<unknown>, failure: SendFailure) => void
  readonly doubted?: (shipment: Shipment<unknown>, cause: DoubtCause) => void
}

/** A source that joins those of a relay while they are read, and leaves when it ends: a file that is replayed. */
export interface Joining {
  /** The name that its deliveries carry. Another source may have the same: its deliveries have other ids. */
  readonly name: string
  readonly source: Pick<Source, 'deliveries' | 'decode' | 'unread'>
  /** Its own room. Default: that of the others. */
  readonly limits?: ForwardLimits | undefined
  /** Told of its deliveries alone, after the watcher of all. */
  readonly watcher?: Pick<Watcher, 'pulled' | 'planned'> | undefined
  /** Told of the outcomes of what it replays, each when it is durable, before anybody else is. */
  readonly ended?: ((outcome: Outcome) => void) | undefined
}

/** Everything a relay is made of. */
export interface ForwardParts<Body> {
  /** By the name that their deliveries carry, which is part of the deduplication key. */
  readonly sources: Readonly<Record<string, Source>>
  /** Sources that join later: until it completes, all `sources` have ended, or the relay begins to stop. Default: none. */
  readonly joining?: Observable<Joining>
  readonly routes: readonly Route[]
  readonly destination: Destination<Body>
  readonly ledger: Ledger
  /** When it aborts: nothing new is pulled or attempted, requests under way are waited for, the rest is returned. */
  readonly stop: AbortSignal
  readonly limits?: ForwardLimits
  readonly retry?: RetryPolicies
  /** Default: one of its own, as `createGate` makes it. */
  readonly gate?: Gate
  readonly watcher?: Watcher
  /** What waits are measured by. Default: real time. */
  readonly scheduler?: SchedulerLike
  /** What is written down as a time, in milliseconds since the epoch. Default: the scheduler's. */
  readonly now?: () => number
  /** From 0 to 1. Default: `Math.random`. */
  readonly random?: () => number
}
