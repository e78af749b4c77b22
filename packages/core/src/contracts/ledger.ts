import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Delivery } from './delivery.ts'
import type { Receipt, Shipment } from './destination.ts'
import type { DoubtCause, StateFailure } from './failure.ts'
import type { Letter } from './letters.ts'
import type { Attempt, Buried } from './outcome.ts'

/** What is sent at most once: one event through one route. */
export interface ShipmentKey {
  readonly source: string
  readonly messageId: string
  readonly route: string
}

/** What the ledger knows of a shipment when work on it is to begin. */
export type Claim =
  /** Ours to send. `attempts`: what failed before, as far as it is known. */
  | { readonly _tag: 'Claimed'; readonly attempts: readonly Attempt[] }
  /** Ours to decide upon: its outcome was lost. `since`: a time before its first attempt, in milliseconds since the epoch. */
  | {
      readonly _tag: 'InDoubt'
      readonly cause: DoubtCause
      readonly since: number
      readonly attempts: readonly Attempt[]
    }
  /** It was sent before, by this delivery or by a copy of it. `differs`: that copy had another body. */
  | { readonly _tag: 'Delivered'; readonly differs: boolean }
  /** A copy of it lies in the letters, in doubt: a person decides. */
  | { readonly _tag: 'Parked' }
  /** This very delivery was buried through this route before; its letter is written. */
  | { readonly _tag: 'Buried'; readonly end: Buried }
  /** Its customer is on the list of those who must not be sent. */
  | { readonly _tag: 'Suppressed' }

/** How a shipment ended, for good. */
export interface Conclusion<Body = unknown> {
  readonly shipment: Shipment<Body>
  readonly end: { readonly _tag: 'Forwarded'; readonly receipt: Receipt } | Buried
  /** What failed before the end, oldest first. */
  readonly attempts: readonly Attempt[]
}

/** What is written in one commit: all of it or nothing. */
export interface Entry {
  /** Its claim, or its copy's, ends with it. Absent where an event ends that never became a shipment. */
  readonly conclusion?: Conclusion | undefined
  readonly letter?: Letter | undefined
  /** The event, where nothing of it is left to do: a journal in the same file forgets it. It is to be settled all the same. */
  readonly done?: Delivery | undefined
}

/**
 * The book of all shipments: what is about to be sent, what became of it, and what lies in the dead letters.
 *
 * For each shipment: `claim`; then, before each attempt, `intend`; then one `conclude` or `release`. A claim is held in memory
 * only. What was intended and neither concluded nor taken back is in doubt for whoever claims it next.
 */
export interface Ledger {
  /** Waits while a copy holds the claim. `Claimed` and `InDoubt` hold it; whatever else is told does not. */
  readonly claim: (shipment: Shipment<unknown>) => TaskEither<StateFailure, Claim>
  /**
   * Writes down that an attempt begins. Resolves when that is durable; for `resend` at once, since there whatever may have been
   * under way at a crash is told to be in doubt.
   */
  readonly intend: (shipment: Shipment<unknown>) => TaskEither<StateFailure, void>
  /** An attempt failed: for certain, which takes the intent back, or in doubt. Written soon; nobody waits. */
  readonly failed: (shipment: Shipment<unknown>, attempts: readonly Attempt[]) => void
  /** Resolves when all of it is durable; repeats inside until it is or the relay stops. */
  readonly conclude: (entry: Entry) => Task<void>
  /** Nothing was decided: whoever claims it next finds it as it was written last. */
  readonly release: (shipment: Shipment<unknown>) => void
}
