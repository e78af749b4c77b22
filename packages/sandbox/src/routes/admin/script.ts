import { readFaults } from '../../faults/read-faults.ts'
import { json } from '../../reply.ts'
import type { Endpoint } from '../endpoint.ts'
import { withBody } from './with-body.ts'

/**
 * `/_sandbox/script`: the faults still to come and what has struck; a POST sets one fault or an array of them, instead of
 * what is left of the script before.
 */
export const scriptEndpoint: Endpoint = {
  GET: (_, { script }) => json(200, { faults: script.left(), struck: script.struck() }),
  POST: (request, project) =>
    withBody(request, project, (value) => {
      const read = readFaults(value)
      if (read._tag === 'Complaint') return read.complaint
      project.script.write(read.faults)
      return json(200, { faults: project.script.left() })
    }),
}
