import type { IncomingMessage } from 'node:http'
import { hasKeys } from '../credentials.ts'
import { invalidPayload, unauthorized } from '../errors.ts'
import type { Judge } from '../judge.ts'
import type { Project } from '../project.ts'
import { readJson } from '../read-json.ts'
import type { Reply } from '../reply.ts'
import type { Side } from '../stored-events.ts'

/** A body that may be worked with, or the answer to a call that was refused. */
export type Received<Body> = { readonly _tag: 'Valid'; readonly body: Body } | Reply

/** Judges keys, content type and body of a call, in this order. */
export async function receive<Body>(
  side: Side,
  request: IncomingMessage,
  { settings, ids }: Project,
  judge: Judge<Body>,
): Promise<Received<Body>> {
  if (!hasKeys(side, request.headers, settings)) return unauthorized()
  const read = await readJson(request, settings.maxBodyBytes)
  if (read._tag === 'Reply') return read
  const judged = judge(read.value)
  return judged._tag === 'Invalid' ? invalidPayload(judged.details, ids.request()) : judged
}
