import type { IncomingMessage } from 'node:http'
import { underFault } from '../faults/under-fault.ts'
import type { Project } from '../project.ts'
import { refuseAccess } from '../refuse-access.ts'
import type { Answer, Reply } from '../reply.ts'

/** Answers a call that only reads customers; where it would be answered 200, a fault may name it. */
export function read(request: IncomingMessage, project: Project, answer: () => Reply): Answer | Promise<Answer> {
  const refusal = refuseAccess('server', 'customers', request.headers, project)
  if (refusal !== undefined) return refusal
  const reply = answer()
  return reply.status === 200 ? underFault(request, project, {}, () => reply) : reply
}
