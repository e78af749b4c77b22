import type { Project } from '../../project.ts'
import { json, type Answer } from '../../reply.ts'
import { readEventSchemas } from '../../schemas/read-event-schemas.ts'
import type { Endpoint } from '../endpoint.ts'
import { withBody } from './with-body.ts'

/**
 * `/_sandbox/event-schemas`: the definitions of events; a POST replaces them. `undefinedEvents` beside `data` says what
 * becomes of others; it stays as it is where it is not given.
 */
export const eventSchemasEndpoint: Endpoint = {
  GET: (_, project) => list(project),
  POST: (request, project) =>
    withBody(request, project, (value) => {
      const read = readEventSchemas(value)
      if (read._tag === 'Complaint') return read.complaint
      const given = typeof value === 'object' && value !== null && 'undefinedEvents' in value
      const undefinedEvents = given ? value.undefinedEvents : project.eventSchemas.undefinedEvents()
      if (undefinedEvents !== 'accept' && undefinedEvents !== 'reject')
        return 'undefinedEvents: must be accept or reject'
      project.eventSchemas.define(read.schemas, undefinedEvents)
      return list(project)
    }),
}

function list({ eventSchemas }: Project): Answer {
  return json(200, { data: eventSchemas.all(), undefinedEvents: eventSchemas.undefinedEvents() })
}
