import type { ReplyHeaders } from './http.ts'

/**
 * When the sender of these headers wants to be called again, in milliseconds since the epoch; undefined where they do not say.
 *
 * `Retry-After` is seconds or an HTTP date (RFC 9110, section 10.2.3), `X-Rate-Limit-Retry` the epoch in seconds
 * (docs.voucherify.io, page "Limits"). The later of both holds; what cannot be read is as if it were absent.
 *
 * @example
 * retryAfter({ 'retry-after': '120' }, 1_000) // 121_000
 */
export const retryAfter = (headers: ReplyHeaders, now: number): number | undefined => {
  const times = [fromRetryAfter(headers['retry-after'], now), fromRateLimit(headers['x-rate-limit-retry'])].filter(
    (time) => time !== undefined,
  )
  return times.length === 0 ? undefined : Math.max(...times)
}

type Header = ReplyHeaders[string]

/** The three forms of an HTTP date (RFC 9110, section 5.6.7); `Date.parse` alone would take almost anything. */
const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT|[A-Z][a-z]+, \d{2}-[A-Z][a-z]{2}-\d{2} [\d:]{8} GMT)$/
const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4}$/

const fromRetryAfter = (header: Header, now: number): number | undefined => {
  if (typeof header !== 'string') return undefined
  const text = header.trim()
  if (isCount(text)) return now + Number(text) * 1000
  const date = httpDate.test(text) ? Date.parse(text) : asctime.test(text) ? Date.parse(`${text} GMT`) : Number.NaN
  return Number.isNaN(date) ? undefined : date
}

const fromRateLimit = (header: Header): number | undefined =>
  typeof header === 'string' && isCount(header.trim()) ? Number(header) * 1000 : undefined

/** Digits, at most ten: the epoch in seconds until the year 2286, or a wait of three centuries. */
const isCount = (text: string): boolean => /^\d{1,10}$/.test(text)
