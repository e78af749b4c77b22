import type { IncomingMessage } from 'node:http'
import { malformedJson, tooLarge, unsupportedMediaType } from './errors.ts'
import { readBytes } from './read-bytes.ts'
import type { Reply } from './reply.ts'

/** A request's body as JSON, or the answer to a body that cannot be read. */
export type ReadJson = { readonly _tag: 'Json'; readonly value: unknown } | Reply

/**
 * Reads a request's body of at most `maxBytes`. A request without `Content-Type` is taken for JSON, and an empty body
 * for `null`, as the server framework does by default. Rejects only when the client has gone.
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<ReadJson> {
  const type = request.headers['content-type']
  if (type !== undefined && !isJson.test(type)) return unsupportedMediaType()
  return readAnyJson(request, maxBytes)
}

/** The same of whatever a client calls it: curl says that its `-d` is a form. */
export async function readAnyJson(request: IncomingMessage, maxBytes: number): Promise<ReadJson> {
  const bytes = await readBytes(request, maxBytes)
  if (bytes === 'too large') return tooLarge(maxBytes)
  try {
    return { _tag: 'Json', value: bytes.length === 0 ? null : JSON.parse(bytes.toString()) }
  } catch {
    return malformedJson()
  }
}

const isJson = /^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i
