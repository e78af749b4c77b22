import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

/** How long a sender that was refused may go on sending, so that it reads the answer instead of a reset. */
const LINGER_MS = 1000

/**
 * Sends an answer. Where the body of the request was not read to its end, the answer goes out at once, what still comes
 * is thrown away for a while, and the connection is closed (RFC 9112 section 9.6).
 */
export const send = (request: IncomingMessage, response: ServerResponse, answer: Answer, isLast: boolean): void => {
  const isUnread = !request.complete
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(answer.body),
    ...(isUnread || isLast ? { connection: 'close' } : {}),
    ...answer.headers,
  })
  if (!isUnread) {
    response.end(answer.body)
    return
  }
  response.write(answer.body)
  const end = (): void => {
    clearTimeout(patience)
    response.end()
  }
  const patience = setTimeout(end, LINGER_MS)
  request.once('close', end)
  request.once('end', end)
  request.resume()
}
