import type { IncomingHttpHeaders } from 'node:http'
import { isAllowedOrigin } from './origin.ts'
import { withHeaders, type Answer, type Reply } from './reply.ts'

/**
 * The answer to a browser's preflight. An origin that is not allowed gets no permission in it, and so the browser stops
 * there.
 */
export function preflight(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): Reply {
  return {
    _tag: 'Reply',
    status: 204,
    headers: { ...permission(headers, allowedOrigins), ...preflightHeaders },
    text: '',
  }
}

/** The answer of a client-side call, made readable for the page that asked; errors too. */
export function shared(answer: Answer, headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): Answer {
  return withHeaders(answer, permission(headers, allowedOrigins))
}

function permission(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): Readonly<Record<string, string>> {
  const origin = headers.origin
  if (origin === undefined || !isAllowedOrigin(origin, allowedOrigins)) return { vary: 'origin' }
  return { vary: 'origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After' }
}

const preflightHeaders = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': [
    'X-Client-Application-Id',
    'X-Client-Token',
    'X-Voucherify-Channel',
    'X-Voucherify-API-Version',
    'Content-Type',
    'Authorization',
  ].join(', '),
} as const
