import type { CycleCount } from './quota-cycle.ts'

/** Whose calls have no more of the cycle: nobody's, all but those of `high`, everybody's. */
export type SpentFor = 'nobody' | 'rest' | 'all'

/** How calls are paced, for a person or a metric. */
export interface QuotaReading {
  /** Where the limit is known from: the settings, the answers, or not at all, so that calls are not paced. */
  readonly basis: 'declared' | 'learned' | 'none'
  /** Calls a minute that are ours. */
  readonly perMinute?: number | undefined
  /** Calls a minute at present: fewer than ours where others spend more than their part. */
  readonly pacePerMinute?: number | undefined
  /** Calls that began in the last minute. */
  readonly lastMinute: number
  /** Calls left of the server's window, of everybody's together, as last told. */
  readonly left?: number | undefined
  readonly cycle: CycleCount & {
    /** Calls that are ours. */
    readonly limit?: number | undefined
    /** At its end, if calls go on as so far. */
    readonly projected: number
    /** Milliseconds since the epoch. */
    readonly endsAt: number
    readonly spentFor: SpentFor
  }
  /** Answers that said that a limit is spent. */
  readonly throttled: number
}
