import type { Quota, Spent } from './quota.ts'

/**
 * What the API says of the quota in the headers of every answer (docs.voucherify.io, "Limits"). While calls are left,
 * `X-Rate-Limit-Retry` is this very moment: "the time when the next API request can be made". That is a guess; the docs
 * show no example.
 */
export function rateLimitHeaders(spent: Spent, { typeHeader }: Quota): Readonly<Record<string, string>> {
  const { refusedForMs, type, limit, remaining, nextAt } = spent
  const isRefused = refusedForMs !== undefined
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-retry': String(remaining > 0 ? Math.floor(nextAt / 1000) : Math.ceil(nextAt / 1000)),
    ...(typeHeader === 'always' || (typeHeader === 'on-429' && isRefused) ? { 'x-rate-limit-type': type } : {}),
    ...(isRefused ? { 'retry-after': String(Math.max(1, Math.ceil(refusedForMs / 1000))) } : {}),
  }
}
