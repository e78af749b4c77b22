import type { IncomingMessage } from 'node:http'
import { preflight } from '../cors.ts'
import { methodNotAllowed, unknownPath } from '../errors.ts'
import { pathOf } from '../path-of.ts'
import type { Project } from '../project.ts'
import type { Answer } from '../reply.ts'
import { listActivity } from './activity.ts'
import { deleteAll, deleteEvents, getEvents, getStatus, postLatency, postScript } from './admin.ts'
import { getCustomer } from './customer.ts'
import { listCustomers } from './list-customers.ts'
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

type Handler = (request: IncomingMessage, project: Project, search: string) => Answer | Promise<Answer>
type Endpoint = Readonly<Record<string, Handler>>

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
    '/_sandbox': { GET: (_, project) => getStatus(project), DELETE: (_, project) => deleteAll(project) },
    '/_sandbox/events': { GET: (_, project) => getEvents(project), DELETE: (_, project) => deleteEvents(project) },
    '/_sandbox/script': { POST: postScript },
    '/_sandbox/latency': { POST: postLatency },
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
