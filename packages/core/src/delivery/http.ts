import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import got, { TimeoutError, type Request, type RequestError } from 'got'
import { lost, tooLong, tooSlow, wasAborted, wasClosed } from './lost.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'OPTIONS' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** From the start, waiting for a free connection included, to the last byte of the reply. */
  readonly timeoutMs: number
}

/** Names in lower case; a list only where the header came more than once and may. */
export type ReplyHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

export interface HttpReply {
  readonly status: number
  readonly headers: ReplyHeaders
  /** Decompressed, read as UTF-8; bytes that are none become U+FFFD. */
  readonly body: string
}

/**
 * Why no whole reply was read:
 *
 * - `timeout`: it took too long.
 * - `reset`: there was no connection, or it broke.
 * - `aborted`: by `stop`, or because the transport was closed.
 * - `unreadable`: what came is no HTTP, cannot be decompressed, or is too long.
 */
export type LossCause = 'timeout' | 'reset' | 'aborted' | 'unreadable'

/** No whole reply was read. */
export interface TransportFailure {
  readonly _tag: 'TransportFailure'
  /** False only where the server certainly never had the whole request; so with true it may have been processed. */
  readonly written: boolean
  readonly cause: LossCause
  readonly message: string
}

/**
 * Makes exactly one HTTP request: no retry, no redirect, no error for a status.
 *
 * Safe to call at any time and side by side. `stop` aborts the request. Never rejects.
 */
export interface Transport {
  readonly exchange: (request: HttpRequest, stop: AbortSignal) => TaskEither<TransportFailure, HttpReply>
}

/** A transport that holds connections: `close` drops them, and whatever is still under way or comes later fails. */
export interface OwnedTransport extends Transport {
  readonly close: () => Promise<void>
}

export interface TransportSettings {
  /** Connections to one host at most; further requests wait for one. */
  readonly inFlight: number
  /** A longer reply fails its request. Default 1 MiB: a reply of an API is a few hundred bytes. */
  readonly maxReplyBytes?: number
  /** Who may have signed the certificates of servers, in PEM. Default: those whom Node knows. Only got's transport asks. */
  readonly ca?: string | undefined
}

/** What `maxReplyBytes` is where it is not given. */
export const usualReplyBytes = 1_048_576

/**
 * A connection idle for longer is not used again, in milliseconds. A server that closes it just as a request goes out leaves
 * that request in doubt; servers keep idle connections for 5 seconds (Node) and longer, so we let go first.
 */
export const idleMs = 4000

/** The transport on got. The one file that knows got. */
export const gotTransport = ({ inFlight, maxReplyBytes = usualReplyBytes, ca }: TransportSettings): OwnedTransport => {
  const pool = { keepAlive: true, maxSockets: inFlight, maxFreeSockets: inFlight, timeout: idleMs }
  const agent = { http: new HttpAgent(pool), https: new HttpsAgent(ca === undefined ? pool : { ...pool, ca }) }
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: true,
  })
  let isClosed = false

  const exchange: Transport['exchange'] =
    ({ method, url, headers, body, timeoutMs }, stop) =>
    () =>
      new Promise<Either<TransportFailure, HttpReply>>((resolve) => {
        if (stop.aborted) return resolve(left(wasAborted(false)))
        if (isClosed) return resolve(left(wasClosed(false)))
        // The stream, not the promise: it lets go of a reply that is too long, and costs a tenth less.
        const stream = client.stream(url, { method, headers, body, timeout: { request: timeoutMs } })
        if (body === undefined && method !== 'GET') stream.end()
        // got's own `signal` listens several times for one request.
        const abort = (): void => void stream.destroy(new Aborted())
        stop.addEventListener('abort', abort, { once: true })
        const chunks: Uint8Array[] = []
        let size = 0
        stream.on('data', (chunk: Uint8Array) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > maxReplyBytes) stream.destroy(new TooLong())
        })
        stream.once('end', () => {
          const { response } = stream
          if (response === undefined) return // 'error' follows
          resolve(right({ status: response.statusCode, headers: response.headers, body: textOf(chunks) }))
          stop.removeEventListener('abort', abort)
          stream.destroy()
        })
        stream.on('error', (error: RequestError) => {
          stop.removeEventListener('abort', abort)
          const written = mayHaveArrived(stream, error)
          if (stop.aborted) resolve(left(wasAborted(written)))
          else if (isClosed) resolve(left(wasClosed(written)))
          else if (error instanceof TimeoutError) resolve(left(tooSlow(written, timeoutMs)))
          else if (error.code === TooLong.code) resolve(left(tooLong(maxReplyBytes)))
          else resolve(left(lost(written, isUnreadable(error) ? 'unreadable' : 'reset', reason(error))))
        })
      })

  const close = (): Promise<void> => {
    isClosed = true
    agent.http.destroy()
    agent.https.destroy()
    return Promise.resolve()
  }
  return { exchange, close }
}

/** got wraps what a stream is destroyed with; a code gets through. */
class Aborted extends Error {
  readonly code = 'ERR_ABORTED'
}

class TooLong extends Error {
  static readonly code = 'ERR_TOO_LONG'
  readonly code = TooLong.code
}

const textOf = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString('utf8')

/**
 * Whether the server may have the whole request. It has not before there is a connection (and its TLS), nor where the connection
 * broke before the last byte was handed to the system (`upload`). Between handing over and `upload` lies one turn of the
 * microtask queue, in which nothing but an abort of ours can fall: an abort on an open connection counts as written. With TLS it is
 * a turn of the event loop, in which anything can fall: on an open connection all counts as written.
 */
const mayHaveArrived = (stream: Request, error: RequestError): boolean => {
  const { timings, response } = stream
  if (response !== undefined) return true // it answered something, so it may have done something
  if (timings?.connect === undefined) return false
  if (stream.requestUrl?.protocol === 'https:') return timings.secureConnect !== undefined
  return timings.upload !== undefined || error.code === 'ERR_ABORTED'
}

/** The parser's errors (llhttp), and that of a stream that cannot be decompressed. */
const isUnreadable = ({ code }: RequestError): boolean =>
  code.startsWith('HPE_') || code === 'ERR_READING_RESPONSE_STREAM'

/** For a person. An error over several addresses has no message of its own, only a code. */
const reason = ({ code, message }: RequestError): string => (message === '' ? code : message)
