import type { Task } from 'fp-ts/lib/Task.js'
import type { Priority } from './policy.ts'
import type { Verdict } from './verdict.ts'

/** How an event comes again by a person's will. */
export interface Replay {
  /** Which replay it belongs to. */
  readonly run: string
  /** The only route that gets it, where it was a letter of that route. */
  readonly route?: string | undefined
  /** The body that is sent as it is, where today's mapping is not wanted: JSON text. */
  readonly body?: string | undefined
  /** Default: `low`, behind live traffic. */
  readonly priority?: Priority | undefined
}

/**
 * One event handed over by a source, together with the promise to account for it.
 *
 * The pipeline calls `settle` exactly once. Until then the event is the pipeline's; afterwards it is the source's again.
 */
export interface Delivery {
  /** The source's name in the settings. */
  readonly source: string
  /** Unique within the source and the same when the event is offered again, across restarts too. */
  readonly id: string
  /** What the source's own `decode` understands. */
  readonly raw: unknown
  /** The event byte for byte as it came; a dead letter keeps it. */
  readonly bytes: Uint8Array
  /** What the source knows beside the bytes, as JSON text; kept with a dead letter so that it decodes as it did. */
  readonly envelope?: string | undefined
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
  /**
   * Aborted when the source would have the event back (a Kafka partition that is to move). As far as nothing of it was sent, it is
   * returned at once, whatever it waits for; otherwise it may come to its end. Either way it is settled, unless it is
   * withdrawn meanwhile. Absent: it never is.
   */
  readonly recalled?: AbortSignal | undefined
  /** Aborted when the source lost the event to somebody else (a Kafka partition that moved). Absent: it never does. */
  readonly withdrawn?: AbortSignal | undefined
  readonly replay?: Replay | undefined
  /** Resolves when the verdict is durable. The source repeats inside what may fail; it never rejects. */
  readonly settle: (verdict: Verdict) => Task<void>
}
