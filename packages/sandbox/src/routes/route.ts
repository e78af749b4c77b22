import type { IncomingMessage } from 'node:http'
import { preflight } from '../cors.ts'
import { methodNotAllowed, unknownPath } from '../errors.ts'
import { pathOf } from '../path-of.ts'
import type { Project } from '../project.ts'
import type { Answer } from '../reply.ts'
import { listActivity } from './activity.ts'
import { adminEndpoints } from './admin/endpoints.ts'
import { getCustomer } from './customer.ts'
import type { Endpoint } from './endpoint.ts'
import { listCustomers } from './list-customers.ts'
import { generateToken, introspectToken, revokeToken } from './oauth.ts'
import { read } from './read.ts'
import { trackClientEvent } from './track-client-event.ts'
import { trackEvent } from './track-event.ts'
import { upsertCustomer } from './upsert-customer.ts'

/** Answers a request by its path and method. */
export function route(request: IncomingMessage, project: Project): Answer | Promise<Answer> {
  const { method = '' } = request
  const { path, search } = pathOf(request)
  const endpoint = endpoints.get(path) ?? customerEndpoint(path)
  if (endpoint === undefined) return unknownPath(method, path, project.ids.request())
  const handle = endpoint[method]
  if (handle !== undefined) return handle(request, project, search)
  return methodNotAllowed(
    method,
    Object.keys(endpoint).filter((name) => name !== 'OPTIONS'),
  )
}

const endpoints = new Map<string, Endpoint>(
  Object.entries({
    '/v1/events': { POST: (request, project) => trackEvent('server', request, project) },
    '/client/v1/events': {
      POST: trackClientEvent,
      OPTIONS: ({ headers }, { settings }) => preflight(headers, settings.allowedOrigins),
    },
    '/v1/customers': {
      POST: upsertCustomer,
      GET: (request, project, search) => read(request, project, () => listCustomers(search, project)),
    },
    '/v1/oauth/token': { POST: generateToken },
    '/v1/oauth/introspect': { POST: introspectToken },
    '/v1/oauth/token/revoke': { POST: revokeToken },
    ...adminEndpoints,
  } satisfies Record<string, Endpoint>),
)

function customerEndpoint(path: string): Endpoint | undefined {
  const [, name, activity] = /^\/v1\/customers\/([^/]+)(\/activity)?$/.exec(path) ?? []
  if (name === undefined) return undefined
  const idOrSourceId = decoded(name)
  return {
    GET: (request, project, search) =>
      read(request, project, () =>
        activity === undefined ? getCustomer(idOrSourceId, project) : listActivity(idOrSourceId, search, project),
      ),
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
