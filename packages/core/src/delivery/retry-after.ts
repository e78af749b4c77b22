import { headerCount } from './header-count.ts'
import type { ReplyHeaders } from './http.ts'
import { httpDate, replyTime } from './http-date.ts'

/**
 * How long the sender of these headers wants not to be called, in milliseconds; undefined where they do not say.
 *
 * `Retry-After` is seconds or an HTTP date (RFC 9110, section 10.2.3). A date is measured against the reply's own `Date`, and only
 * without one against our clock: the two clocks may differ. What cannot be read is as if it were absent, what has passed is 0.
 *
 * @example
 * retryAfter({ 'retry-after': '120' }, Date.now()) // 120_000
 */
export const retryAfter = (headers: ReplyHeaders, now: number): number | undefined => {
  const header = headers['retry-after']
  if (header === undefined) return undefined
  const seconds = headerCount(header)
  if (seconds !== undefined) return seconds * 1000
  const date = httpDate(header)
  return date === undefined ? undefined : Math.max(0, date - replyTime(headers, now))
}
