import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Answer, Cut, Reply, Stream, Trickle } from './reply.ts'

/**
 * Gives an answer to the client; resolves when it is handed over. A client that has gone is no failure: there is nobody
 * to tell. `wait` takes milliseconds.
 */
export async function send(
  response: ServerResponse,
  answer: Answer,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  switch (answer._tag) {
    case 'Reply':
      writeHead(response, answer)
      response.end(answer.text)
      return
    case 'Stream':
      return stream(response, answer)
    case 'Cut':
      return cut(response, answer)
    case 'Trickle':
      return trickle(response, answer, wait)
    case 'Reset':
      response.socket?.resetAndDestroy()
      return
    case 'Silence':
      return
    default:
      return answer satisfies never
  }
}

function writeHead(response: ServerResponse, { status, headers, text }: Reply): void {
  // RFC 9110, section 8.6: a 204 has no Content-Length.
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, { ...headers, ...length })
}

async function stream(response: ServerResponse, { chunks }: Stream): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' })
  for (const chunk of chunks) {
    if (gone.signal.aborted) return
    // Its only failure is that the client has gone.
    if (!response.write(chunk)) await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
  }
  response.end()
}

function cut(response: ServerResponse, { within, reply }: Cut): void {
  const { socket } = response
  const reset = () => void socket?.resetAndDestroy()
  if (within === 'headers') {
    socket?.write(`HTTP/1.1 ${reply.status} \r\nContent-Type: appli`, reset)
    return
  }
  writeHead(response, reply)
  response.write(reply.text.slice(0, Math.floor(reply.text.length / 2)), reset)
}

async function trickle(
  response: ServerResponse,
  { ms, reply }: Trickle,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const bytes = Buffer.from(reply.text)
  const size = Math.max(1, Math.ceil(bytes.length / pieces))
  writeHead(response, reply)
  response.flushHeaders()
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    await wait(ms / pieces)
    response.write(bytes.subarray(start, start + size))
  }
  response.end()
}

/** In how many a slow body comes. */
const pieces = 10
