import type { IncomingMessage } from 'node:http'
import { hasKeys } from '../credentials.ts'
import { unauthorized } from '../errors.ts'
import { underFault } from '../faults/under-fault.ts'
import type { Project } from '../project.ts'
import type { Answer, Reply } from '../reply.ts'

/** Answers a call that only reads, with the keys of a server; where it would be answered 200, a fault may name it. */
export function read(request: IncomingMessage, project: Project, answer: () => Reply): Answer | Promise<Answer> {
  if (!hasKeys('server', request.headers, project.settings)) return unauthorized()
  const reply = answer()
  return reply.status === 200 ? underFault(request, project, {}, () => reply) : reply
}
