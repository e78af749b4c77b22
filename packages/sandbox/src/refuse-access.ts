import type { IncomingHttpHeaders } from 'node:http'
import { hasKeys } from './credentials.ts'
import { forbidden, unauthorized } from './errors.ts'
import type { Project } from './project.ts'
import type { Reply } from './reply.ts'
import type { Side } from './stored-events.ts'

/**
 * The answer to a call that may not be made, or nothing. A call shows the keys of its side, or a token whose scope
 * covers the endpoint (docs.voucherify.io, "Authentication"): `api` or `area` on the server side, `client_api` or
 * `client_` and `area` on the client side. Where it shows both, the token counts, which is a guess.
 */
export function refuseAccess(
  side: Side,
  area: 'events' | 'customers',
  headers: IncomingHttpHeaders,
  { settings, tokens }: Project,
): Reply | undefined {
  const [, accessToken] = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '') ?? []
  if (accessToken === undefined) return hasKeys(side, headers, settings) ? undefined : unauthorized()
  const token = tokens.find(accessToken)
  if (token === undefined) return unauthorized()
  const prefix = side === 'client' ? 'client_' : ''
  return token.scopes.some((scope) => scope === `${prefix}api` || scope === `${prefix}${area}`)
    ? undefined
    : forbidden()
}
