/** The calls of one period of the clock. Periods without any are left out. */
export interface PeriodCalls {
  /** When the period began, milliseconds since 1970. */
  readonly startMs: number
  readonly accepted: number
  /** Answered 429. */
  readonly refused: number
}

/** Counts calls, in all and by period. */
export interface CallCounts {
  readonly count: (at: number, isAccepted: boolean) => void
  readonly accepted: () => number
  readonly refused: () => number
  /** The last 10,000 periods with calls, oldest first. */
  readonly periods: () => readonly PeriodCalls[]
}

/** Nothing counted yet. */
export function createCallCounts(periodMs: number): CallCounts {
  const periods = new Map<number, Line>()
  const all = { accepted: 0, refused: 0 }
  return {
    count: (at, isAccepted) => {
      const startMs = Math.floor(at / periodMs) * periodMs
      const line = periods.get(startMs) ?? { startMs, accepted: 0, refused: 0 }
      const key = isAccepted ? 'accepted' : 'refused'
      line[key] += 1
      all[key] += 1
      periods.set(startMs, line)
      const [oldest] = periods.size > keptPeriods ? periods.keys() : []
      if (oldest !== undefined) periods.delete(oldest)
    },
    accepted: () => all.accepted,
    refused: () => all.refused,
    periods: () => [...periods.values()].map((line) => ({ ...line })),
  }
}

interface Line {
  readonly startMs: number
  accepted: number
  refused: number
}

/** A week of minutes, and a little memory. */
const keptPeriods = 10_000
