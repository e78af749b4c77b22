/** Calls of a billing cycle, as they are kept across restarts. */
export interface CycleCount {
  /** The day on which the cycle began (UTC): `2026-11-01`. */
  readonly cycle: string
  readonly calls: number
}

/** Counts the calls of the current billing cycle. */
export interface Cycle {
  /** `by` is -1 for a call that was counted and never arrived. */
  readonly count: (by: 1 | -1) => void
  readonly calls: () => number
  readonly read: () => CycleCount
  /** When it ends, in milliseconds since the epoch. */
  readonly endsAt: () => number
  /** The calls at its end where they go on as so far. */
  readonly projected: () => number
}

const dayMs = 86_400_000

/** The beginning of the cycle that is `later` cycles after the one that holds a time. */
const beginningOf = (wallMs: number, day: number, later = 0): number => {
  const date = new Date(wallMs)
  const isBefore = date.getUTCDate() < day
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (isBefore ? 1 : 0) + later, day)
}

/**
 * Cycles follow the clock on the wall. One that is set back across the turn changes nothing: the calls stay counted. Where
 * it is set back by more than a day, it was wrong before, and the count is carried into the cycle that it shows now.
 *
 * @param day the day of the month on which a cycle begins, 1 to 28
 * @param spent what was counted before this process started; of an earlier cycle it is forgotten
 */
export const createCycle = (day: number, spent: CycleCount | undefined, wallNow: () => number): Cycle => {
  let calls = 0
  let start = beginningOf(wallNow(), day)
  let end = beginningOf(wallNow(), day, 1)

  const begin = (wallMs: number): void => {
    start = beginningOf(wallMs, day)
    end = beginningOf(wallMs, day, 1)
  }
  const turn = (): void => {
    const wallMs = wallNow()
    if (wallMs >= start - dayMs && wallMs < end) return
    if (wallMs >= end) calls = 0
    begin(wallMs)
  }

  const since = Date.parse(spent?.cycle ?? '')
  if (spent !== undefined && !Number.isNaN(since)) {
    calls = spent.calls
    begin(since)
    turn()
  }

  return {
    count: (by) => {
      turn()
      calls = Math.max(0, calls + by)
    },
    calls: () => {
      turn()
      return calls
    },
    read: () => {
      turn()
      return { cycle: new Date(start).toISOString().slice(0, 10), calls }
    },
    endsAt: () => {
      turn()
      return end
    },
    projected: () => {
      turn()
      const passed = Math.max(wallNow() - start, dayMs / 24)
      return Math.round((calls * (end - start)) / passed)
    },
  }
}
