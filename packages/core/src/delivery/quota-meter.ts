/** Counts what happened in a span of time that ends now. */
export interface Meter {
  readonly spanMs: number
  /** `by` is -1 for what was counted and does not count after all. */
  readonly count: (now: number, by: 1 | -1) => void
  /** To a sixtieth of the span: rather too many than too few. */
  readonly total: (now: number) => number
}

const buckets = 61

export const createMeter = (spanMs: number): Meter => {
  const counts = new Int32Array(buckets)
  let newest = 0
  let total = 0

  /** Forgets what has become too old. */
  const moveTo = (now: number): number => {
    const at = Math.floor((now * (buckets - 1)) / spanMs)
    for (let each = Math.max(newest + 1, at - buckets + 1); each <= at; each++) {
      total -= counts[each % buckets] ?? 0
      counts[each % buckets] = 0
    }
    newest = Math.max(newest, at)
    return newest % buckets
  }

  return {
    spanMs,
    count: (now, by) => {
      const bucket = moveTo(now)
      counts[bucket] = (counts[bucket] ?? 0) + by
      total += by
    },
    total: (now) => {
      moveTo(now)
      return Math.max(0, total)
    },
  }
}
