/** The furthest time from the epoch that a `Date` holds, in milliseconds: ECMA-262 section 21.4.1.1. */
const mostMs = 8_640_000_000_000_000n

const units = { ms: 1_000n, us: 1_000_000n, ns: 1_000_000_000n } as const

/** What times are counted in. */
export type TimeUnit = keyof typeof units

/** The whole part and the rest, which is never negative. */
const divided = (n: bigint, by: bigint): readonly [bigint, bigint] => {
  const rest = ((n % by) + by) % by
  return [(n - rest) / by, rest]
}

/** Three digits, six or nine: as many as are needed. */
const fraction = (nanoseconds: bigint): string => {
  const digits = String(nanoseconds).padStart(9, '0')
  if (digits.endsWith('000000')) return digits.slice(0, 3)
  return digits.endsWith('000') ? digits.slice(0, 6) : digits
}

/**
 * A time since the epoch in ISO 8601, without a zone: `2026-11-21T08:00:00.000`; undefined where no calendar goes so far.
 */
export const timeShown = (time: bigint, unit: TimeUnit): string | undefined => {
  const [seconds, rest] = divided(time, units[unit])
  const ms = seconds * 1000n
  if (ms > mostMs || ms < -mostMs) return undefined
  const date = new Date(Number(ms)).toISOString().slice(0, -'.000Z'.length)
  return `${date}.${fraction(rest * (units.ns / units[unit]))}`
}

/** A date, told in days since the epoch: `2026-11-21`; undefined where no calendar goes so far. */
export const dateShown = (days: number): string | undefined =>
  timeShown(BigInt(days) * 86_400_000n, 'ms')?.slice(0, -'T00:00:00.000'.length)

/** A time of a day: `08:00:00.000`; undefined where the day is over. */
export const timeOfDayShown = (time: bigint, unit: TimeUnit): string | undefined =>
  time < 0n || time >= 86_400n * units[unit] ? undefined : timeShown(time, unit)?.slice('1970-01-01T'.length)
