import type { IncomingMessage } from 'node:http'
import { invalidPayload } from '../errors.ts'
import type { Judge } from '../judge.ts'
import type { Project } from '../project.ts'
import { readJson } from '../read-json.ts'
import { refuseAccess } from '../refuse-access.ts'
import type { Reply } from '../reply.ts'
import type { Side } from '../stored-events.ts'

/** A body that may be worked with, or the answer to a call that was refused. */
export type Received<Body> = { readonly _tag: 'Valid'; readonly body: Body } | Reply

/** Judges keys or token, content type and body of a call, in this order. */
export async function receive<Body>(
  side: Side,
  area: 'events' | 'customers',
  request: IncomingMessage,
  project: Project,
  judge: Judge<Body>,
): Promise<Received<Body>> {
  const { settings, ids } = project
  const refusal = refuseAccess(side, area, request.headers, project)
  if (refusal !== undefined) return refusal
  const read = await readJson(request, settings.maxBodyBytes)
  if (read._tag === 'Reply') return read
  const judged = judge(read.value)
  return judged._tag === 'Invalid' ? invalidPayload(judged.details, ids.request()) : judged
}
