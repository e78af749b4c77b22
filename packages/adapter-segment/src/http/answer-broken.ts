import type { Duplex } from 'node:stream'
import { refuse, type Answer } from './answer.ts'

const answers: Readonly<Record<string, Answer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: refuse(408, 'timeout', 'the request took too long'),
  HPE_HEADER_OVERFLOW: refuse(431, 'too_large', 'the head of the request is too large'),
}

const malformed = refuse(400, 'bad_request', 'the request is not HTTP')

/** Answers what never became a request, as plainly as any other: too slow, too large a head, not HTTP. */
export const answerBroken = (error: Error, socket: Duplex, refused: (answer: Answer) => void): void => {
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const answer = answers[code] ?? malformed
  refused(answer)
  const head = `HTTP/1.1 ${answer.status} Refused\r\nconnection: close\r\ncontent-type: application/json\r\n`
  socket.end(`${head}content-length: ${Buffer.byteLength(answer.body)}\r\n\r\n${answer.body}`, () => socket.destroy())
}
