/** A day: a client's clock that is further off than this is not a clock, and its times are kept as they are. */
const MAX_SKEW_MS = 86_400_000

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/

/** An ISO 8601 time in milliseconds since the epoch, UTC where it names no zone; undefined for anything else. */
const millisecondsOf = (value: unknown): number | undefined => {
  const zone = typeof value === 'string' ? ISO.exec(value) : null
  if (zone === null) return undefined
  const ms = Date.parse(zone[1] === undefined ? `${zone[0]}Z` : zone[0])
  return Number.isNaN(ms) ? undefined : ms
}

/**
 * When an event happened by our clock: `receivedAt - (sentAt - originalTimestamp)`. Undefined where that cannot be
 * said, because one of the two is missing or the clocks are more than a day apart.
 *
 * @see https://segment.com/docs/connections/spec/common/#timestamps
 */
export const correctedTime = (original: unknown, sentAt: unknown, receivedAt: number): string | undefined => {
  const happened = millisecondsOf(original)
  const sent = millisecondsOf(sentAt)
  if (happened === undefined || sent === undefined) return undefined
  const skew = receivedAt - sent
  return Math.abs(skew) > MAX_SKEW_MS ? undefined : new Date(happened + skew).toISOString()
}

let last = { ms: 0, text: '1970-01-01T00:00:00.000Z' }

/** A time as ISO 8601 text. The last is remembered: the events of one request all came at the same time. */
export const isoOf = (ms: number): string => {
  if (ms !== last.ms) last = { ms, text: new Date(ms).toISOString() }
  return last.text
}
