import { clear, forgetReceived } from '../../project.ts'
import { json } from '../../reply.ts'
import type { Endpoint } from '../endpoint.ts'
import { eventSchemasEndpoint } from './event-schemas.ts'
import { getEvents } from './get-events.ts'
import { getStatus } from './get-status.ts'
import { postNumber } from './post-number.ts'
import { quotaEndpoint } from './quota.ts'
import { scriptEndpoint } from './script.ts'

/** The sandbox's own endpoints, by path. They need no keys, count for nothing, and meet no faults. */
export const adminEndpoints: Readonly<Record<string, Endpoint>> = {
  '/_sandbox': {
    GET: (_, project) => getStatus(project),
    DELETE: (_, project) => {
      clear(project)
      return getStatus(project)
    },
  },
  '/_sandbox/events': {
    GET: (_, project, search) => getEvents(search, project),
    DELETE: (_, project) => {
      forgetReceived(project)
      return getStatus(project)
    },
  },
  '/_sandbox/script': scriptEndpoint,
  '/_sandbox/latency': {
    POST: postNumber('ms', (project, ms) => {
      project.latencyMs = ms
    }),
  },
  '/_sandbox/activity-delay': {
    POST: postNumber('ms', (project, ms) => {
      project.activityDelayMs = ms
    }),
  },
  '/_sandbox/quota': quotaEndpoint,
  '/_sandbox/other-calls': { POST: postNumber('calls', ({ quota }, calls) => quota?.setOtherCalls(calls)) },
  '/_sandbox/event-schemas': eventSchemasEndpoint,
  '/_sandbox/tokens': {
    GET: (_, { tokens }) => json(200, tokens.counts()),
    DELETE: (_, { tokens }) => json(200, { ended: tokens.endAll() }),
  },
}
