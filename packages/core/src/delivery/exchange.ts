import type { Socket } from 'node:net'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { HttpReply, HttpRequest, TransportFailure } from './http.ts'
import { inflaterOf, type Inflater } from './inflater.ts'
import { lost, tooLong, tooSlow } from './lost.ts'
import { nodeHeaders } from './node-headers.ts'
import type { Guest, Places } from './places.ts'

/** One connection, made when it is needed and made again when it broke. It has one request at a time. */
export interface Line {
  /** What it is, or is to become, connected with. */
  readonly socket: () => Socket | undefined
  readonly dispatch: (options: LineRequest, exchange: Exchange) => void
  /** Gives up a connection that is being made. */
  readonly abandon: () => void
  readonly close: () => Promise<void>
}

export interface LineRequest {
  readonly method: HttpRequest['method']
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** A request with what it needs of those around it. */
export interface Asked {
  readonly request: HttpRequest
  readonly path: string
  readonly stop: AbortSignal
  readonly lines: Places<Line, Exchange>
  readonly isSecure: boolean
  readonly maxReplyBytes: number
}

type Outcome = Either<TransportFailure, HttpReply>
type Controller = { abort(reason: Error): void }
type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * One request from its start to its one outcome: waiting for a connection, on it, answered or lost.
 *
 * A class, since it is the handler that undici calls back (`on…`), and one object for a request is all that it may cost.
 */
export class Exchange implements Guest<Line> {
  readonly #asked: Asked
  readonly #timer: NodeJS.Timeout
  #settle: ((outcome: Outcome) => void) | undefined
  #line: Line | undefined
  /** From when it is written. */
  #controller: Controller | undefined
  #isHandedOver = false
  #status = 0
  #headers: Headers = {}
  readonly #chunks: Buffer[] = []
  #size = 0

  constructor(asked: Asked, settle: (outcome: Outcome) => void) {
    this.#asked = asked
    this.#settle = settle
    this.#timer = setTimeout(expire, asked.request.timeoutMs, this)
  }

  get stop(): AbortSignal {
    return this.#asked.stop
  }

  begin(line: Line): void {
    this.#line = line
    const { request, path } = this.#asked
    const { method, headers, body = null } = request
    line.dispatch({ method, path, headers, body }, this)
  }

  /** Ends it, whatever it is at. Nothing where it has ended. */
  lose(failure: (written: boolean) => TransportFailure): void {
    if (this.#settle === undefined) return
    if (this.#controller !== undefined) this.#noteHandedOver()
    this.#end(left(failure(this.#mayHaveArrived())))
    this.#asked.lines.forget(this)
    if (this.#controller !== undefined) this.#controller.abort(ended)
    // Where there is a connection, `onRequestStart` asks.
    else this.#line?.abandon()
  }

  tooSlow(): void {
    this.lose((written) => tooSlow(written, this.#asked.request.timeoutMs))
  }

  /** It is about to be written, in this very turn. */
  onRequestStart(controller: Controller): void {
    if (this.#settle === undefined) return controller.abort(ended)
    this.#controller = controller
    if (!this.#asked.isSecure) queueMicrotask(() => this.#watchHandedOver())
  }

  /** Once for the answer, and before it for each that only informs (1xx). */
  onResponseStart(_: unknown, status: number, headers: Headers): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size > this.#asked.maxReplyBytes) this.lose(() => tooLong(this.#asked.maxReplyBytes))
  }

  onResponseEnd(): void {
    const coding = this.#headers['content-encoding']
    const inflater = typeof coding === 'string' && this.#size > 0 ? inflaterOf(coding) : undefined
    this.#leave()
    if (inflater === undefined) this.#end(right(this.#replyOf(textOf(this.#chunks))))
    else void this.#inflate(inflater)
  }

  onResponseError(_: unknown, error: Error): void {
    const written = this.#mayHaveArrived()
    this.#leave()
    this.#end(left(lost(written, isUnreadable(error) ? 'unreadable' : 'reset', reason(error))))
  }

  #end(outcome: Outcome): void {
    const settle = this.#settle
    this.#settle = undefined
    clearTimeout(this.#timer)
    settle?.(outcome)
  }

  /** Soon, and not now: undici is in the middle of its work, and does not stand a new request there. */
  #leave(): void {
    const line = this.#line
    this.#line = undefined
    if (line !== undefined) queueMicrotask(() => this.#asked.lines.leave(line))
  }

  #replyOf(body: string): HttpReply {
    return { status: this.#status, headers: nodeHeaders(this.#headers), body }
  }

  async #inflate(inflater: Inflater): Promise<void> {
    const { maxReplyBytes } = this.#asked
    const inflated = inflater(Buffer.concat(this.#chunks), { maxOutputLength: maxReplyBytes })
    const outcome = await inflated.then(
      (bytes): Outcome => right(this.#replyOf(bytes.toString('utf8'))),
      (error: unknown): Outcome =>
        left(isTooLarge(error) ? tooLong(maxReplyBytes) : lost(true, 'unreadable', String(error))),
    )
    this.#end(outcome)
  }

  /**
   * Whether the server may have the whole request: it answered something, or the last byte was handed to the system. With TLS nobody
   * tells us the latter before a turn of the event loop has passed, in which anything can fall: what was begun counts.
   */
  #mayHaveArrived(): boolean {
    if (this.#status !== 0) return true
    return this.#controller !== undefined && (this.#asked.isSecure || this.#isHandedOver)
  }

  #noteHandedOver(): void {
    const socket = this.#line?.socket()
    if (socket?.destroyed === false && socket.writableLength === 0) this.#isHandedOver = true
  }

  /** Nearly always the system takes it at once; where it does not, the end of what comes after it shows that it did. */
  #watchHandedOver(): void {
    this.#noteHandedOver()
    if (this.#isHandedOver) return
    this.#line?.socket()?.write('', (error) => (this.#isHandedOver ||= error === null || error === undefined))
  }
}

const expire = (exchange: Exchange): void => exchange.tooSlow()

/** undici wants an error; nobody reads it. One for all: a stack costs more than a request. */
const ended = new Error('the request has ended')

const textOf = (chunks: readonly Buffer[]): string => {
  const [first] = chunks
  return chunks.length === 1 && first !== undefined ? first.toString('utf8') : Buffer.concat(chunks).toString('utf8')
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** The parser's errors, but for an end that came too early, which is the connection's. undici leaves out their codes. */
const isUnreadable = (error: Error): boolean =>
  codeOf(error) === 'UND_ERR_HEADERS_OVERFLOW' || (error.name === 'HTTPParserError' && !error.message.includes('EOF'))

const isTooLarge = (error: unknown): boolean => codeOf(error) === 'ERR_BUFFER_TOO_LARGE'

/** For a person. An error over several addresses has no message of its own, only a code. */
const reason = (error: Error): string => (error.message === '' ? codeOf(error) : error.message)
