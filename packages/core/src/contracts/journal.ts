import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Delivery, Replay } from './delivery.ts'
import type { JournalFull, StateFailure } from './failure.ts'

/** An event on its way into the journal. */
export interface JournalEntry {
  readonly bytes: Uint8Array
  /** What the source knows beside the bytes, as JSON text. */
  readonly envelope?: string | undefined
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
  /** Present where the event comes again by a person's will. */
  readonly replay?: Replay | undefined
}

/** The log of a source that is pushed to: what was appended is offered until it is settled, across crashes. */
export interface Journal {
  /** All entries or none. Resolves when they are durable: only then may the sender be told so. */
  readonly append: (entries: readonly JournalEntry[]) => TaskEither<JournalFull | StateFailure, void>
  /** As `Source.deliveries` promises. A delivery's `raw` is a `JournalEntry`. Iterated once. */
  readonly deliveries: (stop: AbortSignal) => AsyncIterable<Delivery>
  /** Events appended and not yet settled, those of earlier runs included. */
  readonly depth: () => number
}
