/** A point in time as somebody wrote it. */
export interface Moment {
  /** What their clock showed, in milliseconds since 1970 as if that clock were in UTC. */
  readonly clockMs: number
  /** How far that clock was ahead of UTC; undefined where they did not say. */
  readonly aheadMs: number | undefined
}

/** What numbers since 1970 count. */
export type EpochUnit = 'seconds' | 'milliseconds'

/** What `readMoment` takes, as a noun phrase. */
export const expectedMoment = (unit?: EpochUnit): string =>
  `a date or time such as 2026-03-01 or 2026-03-01T09:24:33Z, or ${unit ?? 'seconds or milliseconds'} since 1970`

/**
 * Reads a date or time: a text in the extended format of ISO 8601 (a space may stand for its `T`), a number since 1970,
 * a text of its digits, or a `Date`. Years 0001 to 9999, milliseconds. Nothing depends on where this machine is.
 */
export const readMoment = (value: unknown, unit?: EpochUnit): Moment | undefined => {
  if (typeof value === 'number') return utc(msOf(value, unit))
  if (value instanceof Date) return utc(value.getTime())
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return /^-?\d+(?:\.\d+)?$/.test(text) ? utc(msOf(Number(text), unit)) : readIso(text)
}

/** Whether a time falls into the years that four digits write. */
export const isInYears = (ms: number): boolean => ms >= firstMs && ms <= lastMs

const firstMs = Date.parse('0001-01-01T00:00:00.000Z')
const lastMs = Date.parse('9999-12-31T23:59:59.999Z')

const utc = (ms: number): Moment | undefined => (isInYears(ms) ? { clockMs: ms, aheadMs: 0 } : undefined)

/**
 * Without a unit, 9 to 11 digits are seconds and 12 to 14 are milliseconds: both are the years 1973 to 5138. Numbers
 * outside of these (a `20260301`, microseconds, a day in 1970) could be anything.
 */
const msOf = (number: number, unit: EpochUnit | undefined): number => {
  if (unit === 'seconds' || (unit === undefined && number >= 1e8 && number < 1e11)) return Math.round(number * 1000)
  if (unit === 'milliseconds' || (unit === undefined && number >= 1e11 && number < 1e14)) return Math.round(number)
  return Number.NaN
}

const iso =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:([Zz])|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)?)?$/

const readIso = (text: string): Moment | undefined => {
  const [, date, time = '00:00', seconds = '00', fraction = '', z, sign, hours = '0', minutes = '0'] =
    iso.exec(text) ?? []
  const written = `${date}T${time}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
  const clockMs = Date.parse(written)
  // What comes out as it went in exists: `Date.parse` makes the 2nd of March of a 30th of February.
  if (!isInYears(clockMs) || new Date(clockMs).toISOString() !== written) return undefined
  const aheadMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1)
  return { clockMs, aheadMs: z === undefined && sign === undefined ? undefined : aheadMs }
}
