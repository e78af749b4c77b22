import { described } from '../../settings/field.ts'
import type { Described } from '../../contracts/described.ts'

/** The date in a zone at a time in milliseconds since 1970; undefined outside the years 0001 to 9999. */
export type DateInZone = (ms: number) => string | undefined

/** The codec of a time zone's name, of those that `Intl` knows (https://www.iana.org/time-zones). */
export const TimeZone: Described<DateInZone> = described('a time zone such as Europe/Warsaw', { type: 'string' }, (u) =>
  typeof u === 'string' ? dateInZone(u) : undefined,
)

const dateInZone = (timeZone: string): DateInZone | undefined => {
  const format = formatOf(timeZone)
  if (format === undefined) return undefined
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]))
    const [year = '', month = '', day = ''] = [parts.get('year'), parts.get('month'), parts.get('day')]
    return parts.get('era') === 'AD' && year.length <= 4 ? `${year.padStart(4, '0')}-${month}-${day}` : undefined
  }
}

/** Undefined where there is no such zone: `Intl` says so by throwing. */
const formatOf = (timeZone: string): Intl.DateTimeFormat | undefined => {
  try {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone, era: 'short', ...digits })
  } catch {
    return undefined
  }
}
