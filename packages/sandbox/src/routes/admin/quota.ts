import { startQuota, type Project } from '../../project.ts'
import { readQuota } from '../../quota/read-quota.ts'
import { json, type Answer } from '../../reply.ts'
import type { Endpoint } from '../endpoint.ts'
import { withBody } from './with-body.ts'

/** `/_sandbox/quota`: how it was used so far, or `null`; a POST sets another, of which nothing is spent. */
export const quotaEndpoint: Endpoint = {
  GET: (_, project) => report(project),
  POST: (request, project) =>
    withBody(request, project, (value) => {
      const read = readQuota(value)
      if (read._tag === 'Complaint') return read.complaint
      startQuota(project, read.quota)
      return report(project)
    }),
}

function report({ quota }: Project): Answer {
  return json(200, quota?.report() ?? null)
}
