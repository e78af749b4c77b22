import { ok, refuse, type Answer } from '../http/answer.ts'
import type { Exchange, Route } from '../http/exchange.ts'

/**
 * What analytics.js and the browser libraries like it send beside the simple headers.
 *
 * @see https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/plugins/segmentio/fetch-dispatcher.ts
 */
const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'content-encoding',
  'x-retry-count',
  'x-write-key',
  'anonymousid',
  'sentat',
  'rsa-retry-attempt',
  'rsa-since-last-attempt',
  'rsa-retry-reason',
].join(', ')

/** A day; browsers take less. */
const MAX_AGE_SECONDS = 86_400

const headersFor = (origin: string | undefined, allowed: readonly string[]): Readonly<Record<string, string>> => {
  if (allowed.includes('*')) return { 'access-control-allow-origin': '*' }
  const vary = { vary: 'origin' }
  return origin !== undefined && allowed.includes(origin) ? { 'access-control-allow-origin': origin, ...vary } : vary
}

const preflight = (headers: Readonly<Record<string, string>>, methods: readonly string[]): Answer =>
  'access-control-allow-origin' in headers
    ? ok(
        { success: true },
        {
          ...headers,
          'access-control-allow-methods': methods.join(', '),
          'access-control-allow-headers': ALLOWED_HEADERS,
          'access-control-max-age': String(MAX_AGE_SECONDS),
        },
      )
    : refuse(403, 'origin_not_allowed', 'browsers on pages of this origin may not send here', headers)

/**
 * A route that browsers may call from pages of the allowed origins: it answers their preflight, and lets them read
 * every answer and `Retry-After`. Credentials (cookies) are never allowed.
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export const withCors = (route: Route, allowed: readonly string[]): Route => ({
  methods: [...route.methods, 'OPTIONS'],
  answer: async (exchange: Exchange) => {
    const headers = headersFor(exchange.request.headers.origin, allowed)
    if (exchange.request.method === 'OPTIONS') return preflight(headers, route.methods)
    const answer = await route.answer(exchange)
    return { ...answer, headers: { ...answer.headers, ...headers, 'access-control-expose-headers': 'retry-after' } }
  },
})
