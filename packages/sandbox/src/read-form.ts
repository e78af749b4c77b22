import type { IncomingMessage } from 'node:http'
import { tooLarge, unsupportedMediaType } from './errors.ts'
import { readBytes } from './read-bytes.ts'
import type { Reply } from './reply.ts'

/** A request's form, or the answer to a body that is none. */
export type ReadForm = { readonly _tag: 'Form'; readonly fields: URLSearchParams } | Reply

/**
 * Reads a form of at most `maxBytes`. Any other content type gets 415, which is a guess. Rejects only when the client
 * has gone.
 */
export async function readForm(request: IncomingMessage, maxBytes: number): Promise<ReadForm> {
  const type = request.headers['content-type']
  if (type !== undefined && !isForm.test(type)) return unsupportedMediaType()
  const bytes = await readBytes(request, maxBytes)
  if (bytes === 'too large') return tooLarge(maxBytes)
  return { _tag: 'Form', fields: new URLSearchParams(bytes.toString()) }
}

const isForm = /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i
