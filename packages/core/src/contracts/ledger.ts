import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StateFailure } from './failure.ts'

/** What is sent at most once: one event through one route. */
export interface ShipmentKey {
  readonly source: string
  readonly messageId: string
  readonly route: string
}

/** `Claimed`: ours to send. `Delivered`: it was sent before, by this delivery or by a copy of it. */
export type Claim = { readonly _tag: 'Claimed' } | { readonly _tag: 'Delivered' }

/**
 * Remembers what was delivered, in two phases: claimed when work starts, committed on delivery, released otherwise.
 *
 * A claim is held in memory only: a crash releases it. The caller ends each claim with exactly one `commit` or `release`.
 */
export interface Ledger {
  /** Waits while a copy holds the claim. */
  readonly claim: (key: ShipmentKey) => TaskEither<StateFailure, Claim>
  /** Resolves when the delivery is durable; repeats inside until it is or the relay stops. */
  readonly commit: (key: ShipmentKey) => Task<void>
  readonly release: (key: ShipmentKey) => void
}
