import type { RateReading } from '../contracts/failure.ts'
import { headerCount } from '../delivery/header-count.ts'
import type { ReplyHeaders } from '../delivery/http.ts'
import { replyTime } from '../delivery/http-date.ts'

/**
 * What the headers `X-Rate-Limit-…` of an answer say (docs.voucherify.io, page "Limits"); undefined where there are none.
 *
 * `X-Rate-Limit-Retry` is the epoch in whole seconds. It is measured against the answer's own `Date`, which has whole seconds as well,
 * and so never too short; without one against our clock.
 *
 * @example
 * rateOf({ 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '7' }, Date.now()) // { of: 'period', limit: 100, remaining: 7 }
 */
export const rateOf = (headers: ReplyHeaders, now: number): RateReading | undefined => {
  const limit = headerCount(headers['x-rate-limit-limit'])
  const remaining = headerCount(headers['x-rate-limit-remaining'])
  const retry = headerCount(headers['x-rate-limit-retry'])
  const type = headers['x-rate-limit-type']
  if (limit === undefined && remaining === undefined && retry === undefined && type === undefined) return undefined
  return {
    of: type === 'api_calls_cycle' ? 'cycle' : 'period',
    limit,
    remaining,
    resetMs: retry === undefined ? undefined : Math.max(0, retry * 1000 - replyTime(headers, now)),
  }
}
