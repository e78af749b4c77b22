import type { Replay } from './delivery.ts'
import type { Receipt } from './destination.ts'
import type { DoubtCause, Fault, SendFailure } from './failure.ts'

/** Why an event or a shipment was passed over on purpose. `parked`: a copy of it lies in the letters, in doubt. */
export type SkipReason = 'no route' | 'duplicate' | 'parked' | 'no identity' | 'suppressed' | 'tombstone'

/** Why an event or a shipment lies in the dead letters. */
export type BuryReason = 'undecodable' | 'unmappable' | 'invalid' | 'refused' | 'exhausted' | 'in doubt'

/** Why an event went back to its source. */
export type ReturnReason = 'stopping' | 'withdrawn' | 'state unavailable' | 'held behind a returned event'

/** One attempt as a letter remembers it. */
export interface Attempt {
  /** Milliseconds since the epoch, when the attempt ended. */
  readonly at: number
  readonly failure: SendFailure
  /** Where it left the shipment in doubt: what that came to. */
  readonly doubtEnd?: DoubtEnd | undefined
}

export interface Forwarded {
  readonly _tag: 'Forwarded'
  readonly receipt: Receipt
}

export interface Skipped {
  readonly _tag: 'Skipped'
  readonly reason: SkipReason
}

export interface Buried {
  readonly _tag: 'Buried'
  readonly reason: BuryReason
  /** What was wrong with the event or its body; empty where an attempt says it. */
  readonly faults: readonly Fault[]
  /** The last attempts, oldest first; empty where none was made. */
  readonly attempts: readonly Attempt[]
}

export interface Returned {
  readonly _tag: 'Returned'
  readonly reason: ReturnReason
}

/** The end of one shipment. */
export type ShipmentEnd = Forwarded | Skipped | Buried | Returned

/**
 * How a doubt ended: sent again (`resent`), found at the destination, not found there and sent again (`absent`), put into the
 * letters (`parked`), or still `open` when the relay stopped.
 */
export type DoubtEnd = 'resent' | 'found' | 'absent' | 'parked' | 'open'

/** One time that nobody knew whether a shipment was processed. */
export interface Doubt {
  readonly cause: DoubtCause
  readonly end: DoubtEnd
}

/** A shipment's end with what it took to get there. */
export interface ShipmentOutcome {
  readonly route: string
  readonly end: ShipmentEnd
  /** Attempts that did not end in a receipt, by fate. */
  readonly retries: readonly SendFailure['fate'][]
  readonly doubts: readonly Doubt[]
  /** A copy of it was delivered with another body. */
  readonly differs?: boolean | undefined
}

/** The end of one event: the worst end of its shipments, each of which is told beside it. */
export interface Outcome {
  readonly source: string
  readonly deliveryId: string
  /** Absent where the delivery could not be decoded, or was not because no route can want it. */
  readonly messageId: string | undefined
  readonly end: ShipmentEnd
  /** One for each route that matched. */
  readonly shipments: readonly ShipmentOutcome[]
  /** Present where the event came again by a person's will. */
  readonly replay?: Replay | undefined
}

const severity = { Skipped: 0, Forwarded: 1, Buried: 2, Returned: 3 } as const

/** The worst of several ends: returned, then buried, then forwarded, then skipped; the first among equals. */
export const worst = (ends: readonly ShipmentEnd[], none: ShipmentEnd): ShipmentEnd =>
  ends.reduce((worse, end) => (severity[end._tag] > severity[worse._tag] ? end : worse), ends[0] ?? none)
