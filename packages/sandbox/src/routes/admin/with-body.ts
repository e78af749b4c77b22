import type { IncomingMessage } from 'node:http'
import type { Project } from '../../project.ts'
import { readAnyJson } from '../../read-json.ts'
import { json, type Answer } from '../../reply.ts'

/** Reads the JSON of a call to `/_sandbox` and acts on it; a text is what is wrong with it, and answered 400. */
export async function withBody(
  request: IncomingMessage,
  { settings }: Project,
  act: (value: unknown) => Answer | string,
): Promise<Answer> {
  const read = await readAnyJson(request, settings.maxBodyBytes)
  if (read._tag === 'Reply') return read
  const answer = act(read.value)
  return typeof answer === 'string' ? json(400, { error: answer }) : answer
}
