import type { IncomingMessage } from 'node:http'
import { left, right, type Either } from 'fp-ts/lib/Either.js'

/** Longer than any request a command makes. */
const mostBytes = 1024 * 1024

/** Reads the body of a request as JSON, undefined where it is empty; left is a sentence for whoever sent it. Rejects where the sender goes away. */
export const readJsonBody = async (request: IncomingMessage): Promise<Either<string, unknown>> => {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request) {
    bytes += piece.length
    if (bytes > mostBytes) return left(`Expected a body of at most ${mostBytes} bytes, found a longer one.`)
    pieces.push(piece)
  }
  if (bytes === 0) return right(undefined)
  try {
    return right(JSON.parse(Buffer.concat(pieces).toString('utf8')))
  } catch {
    return left('Expected a body of JSON, found something else.')
  }
}
