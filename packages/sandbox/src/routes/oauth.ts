import type { IncomingMessage } from 'node:http'
import { hasKeys } from '../credentials.ts'
import { tokenRefused, unauthorized } from '../errors.ts'
import { underFault } from '../faults/under-fault.ts'
import { scopes } from '../oauth/scopes.ts'
import type { Token } from '../oauth/tokens.ts'
import type { Project } from '../project.ts'
import { readForm } from '../read-form.ts'
import { empty, json, type Answer } from '../reply.ts'

/**
 * `POST /v1/oauth/token` (docs.voucherify.io, "Generate OAuth 2.0 Token"). A fault meets it where it is named. What
 * happens beyond 1,000 living tokens is not published: 400 is a guess.
 */
export function generateToken(request: IncomingMessage, project: Project): Promise<Answer> {
  return withForm(request, project, (form) => {
    const [type, scope] = [form.get('grant_type'), form.get('scope')?.trim()]
    if (!type || !scope) return missing
    if (type !== 'client_credentials') return tokenRefused('invalid_grant_type', 'Invalid grant_type')
    const asked = scope.split(/\s+/)
    const unknown = asked.filter((name) => !scopes.has(name))
    if (unknown.length > 0) return tokenRefused('invalid_scope', `Invalid scope: ${unknown.join(' ')}`)
    return underFault(request, project, {}, () => {
      const token = project.tokens.generate(asked)
      return token === undefined ? tooMany : json(200, tokenBody(token, project))
    })
  })
}

/** `POST /v1/oauth/introspect` (docs.voucherify.io, "Introspect OAuth 2.0 Token"). */
export function introspectToken(request: IncomingMessage, project: Project): Promise<Answer> {
  return withForm(request, project, (form) => {
    const accessToken = form.get('access_token')
    if (!accessToken) return missing
    const token = project.tokens.find(accessToken)
    const body = token === undefined ? { active: false } : { ...tokenBody(token, project), active: true }
    return underFault(request, project, {}, () => json(200, body))
  })
}

/** `POST /v1/oauth/token/revoke` (docs.voucherify.io, "Revoke OAuth 2.0 Token"): 204, or an empty 404. */
export function revokeToken(request: IncomingMessage, project: Project): Promise<Answer> {
  return withForm(request, project, (form) => {
    const accessToken = form.get('access_token')
    if (!accessToken) return missing
    if (project.tokens.find(accessToken) === undefined) return empty(404)
    return underFault(request, project, {}, () => empty(project.tokens.revoke(accessToken) ? 204 : 404))
  })
}

const missing = tokenRefused('missing_parameters', 'Missing parameters')
const tooMany = tokenRefused('limit_exceeded', 'Limit of OAuth tokens exceeded')

async function withForm(
  request: IncomingMessage,
  project: Project,
  answer: (form: URLSearchParams) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { settings } = project
  if (!hasKeys('server', request.headers, settings)) return unauthorized()
  const read = await readForm(request, settings.maxBodyBytes)
  return read._tag === 'Form' ? answer(read.fields) : read
}

function tokenBody({ access_token, scopes, endsAt }: Token, { clientId, now }: Project) {
  return {
    access_token,
    client_id: clientId,
    expires_at: Math.floor(endsAt / 1000),
    expires_in: Math.floor((endsAt - now()) / 1000),
    scope: scopes.join(' '),
    token_type: 'Bearer',
  } as const
}
