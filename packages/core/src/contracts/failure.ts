import { left, type Either } from 'fp-ts/lib/Either.js'

/** One thing wrong with one value: where it is, what was expected, what was found. */
export interface Fault {
  /** Dotted path from the root of the value, as a person would write it: `customer.address.city`, `items[0].price`. */
  readonly path: string
  readonly expected: string
  readonly found: string
}

/** The bytes of a delivery are not an event. Trying again cannot help. */
export interface DecodeFailure {
  readonly _tag: 'DecodeFailure'
  readonly faults: readonly Fault[]
}

/** A record of a log that says nothing but that what its key names is gone: there is no event in it, and nothing is wrong. */
export interface Tombstone {
  readonly _tag: 'Tombstone'
}

/** What `decode` says of a tombstone. */
export const tombstone: Either<Tombstone, never> = left({ _tag: 'Tombstone' })

/**
 * What becomes of a send that failed. Each has one consequence:
 *
 * - `refused`: buried; the destination will never take this body.
 * - `throttled`: nothing is sent before the window opens, then again.
 * - `unavailable`: it never arrived; again later.
 * - `in-doubt`: it may have been processed; the route's policy decides.
 * - `misconfigured`: the destination pauses and events wait until a person mends the credentials or the plan.
 */
export type Fate = 'refused' | 'throttled' | 'unavailable' | 'in-doubt' | 'misconfigured'

/**
 * Why nobody knows whether a request was processed:
 *
 * - `crash`: the process ended before the outcome was written down.
 * - `timeout`: no answer in time.
 * - `reset`: the connection broke after the request was written.
 * - `status`: an answer that does not say it, such as 500.
 * - `answer`: an answer that cannot be read.
 * - `stopped`: the relay's own deadline cut the request off.
 */
export type DoubtCause = 'crash' | 'timeout' | 'reset' | 'status' | 'answer' | 'stopped'

/** One attempt at one shipment that did not end in a receipt. */
export interface SendFailure {
  readonly _tag: 'SendFailure'
  readonly fate: Fate
  /** Where the fate is `in-doubt`: why. Default: `reset`. */
  readonly doubt?: DoubtCause | undefined
  /** One sentence for a person, without secrets or payload. */
  readonly message: string
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined
  /** The destination's own short name of the error (Voucherify's `key`). */
  readonly key?: string | undefined
  /** The destination's id of the request, for its support. */
  readonly requestId?: string | undefined
  /** How long from now the destination asked not to be called, in milliseconds. */
  readonly waitMs?: number | undefined
  /** What the answer says of the destination's limits. */
  readonly rate?: RateReading | undefined
  /** How many calls were made, this one included. Default: one. */
  readonly calls?: number | undefined
}

/** What an answer says of a limit on calls. What it does not say is absent. */
export interface RateReading {
  /** `period`: a minute or an hour, it passes by itself. `cycle`: what is paid for; a person must act. */
  readonly of: 'period' | 'cycle'
  /** Calls allowed in the period. */
  readonly limit?: number | undefined
  /** Calls left in it, of everybody's together. */
  readonly remaining?: number | undefined
  /** How long from now until the next call is possible or the period ends, in milliseconds. */
  readonly resetMs?: number | undefined
}

/** The state file, the letters or the journal could not be read or written. Trying again may help. */
export interface StateFailure {
  readonly _tag: 'StateFailure'
  readonly message: string
}

/** The journal holds as much as its settings allow. Trying again later helps. */
export interface JournalFull {
  readonly _tag: 'JournalFull'
  readonly message: string
}

/** A part of the relay could not start. */
export interface StartFailure {
  readonly _tag: 'StartFailure'
  /** The part's name in the settings. */
  readonly part: string
  readonly message: string
}

/** `path: expected X, found Y`, the form in which every fault is shown. */
export const describeFault = (fault: Fault): string =>
  `${fault.path === '' ? 'the value' : fault.path}: expected ${fault.expected}, found ${fault.found}`
