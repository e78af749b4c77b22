/** How many calls the destination allows, and which part of them is the relay's. */
export interface Quota {
  /** Calls that everybody together may make in a period. */
  readonly calls: number
  readonly periodMs: number
  /** The relay's part of them, from 0 to 1. */
  readonly share: number
  /** Of the relay's part, what is kept for shipments with `priority: high`, from 0 to 1. */
  readonly reserve: number
  /** Calls that everybody together may make in a billing cycle. Absent: no limit is known. */
  readonly perCycle?: number | undefined
  /** The day of the month (UTC) on which a cycle begins, 1 to 28. */
  readonly cycleDay: number
}
