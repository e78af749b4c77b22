import type { IncomingMessage } from 'node:http'
import type { Answer } from './answer.ts'

/** One request on its way to its answer. */
export interface Exchange {
  readonly request: IncomingMessage
  /** Without query, and without slashes at the end. */
  readonly path: string
  readonly query: URLSearchParams
  /** When the head of the request was here, in milliseconds since the epoch. */
  readonly receivedAt: number
  /** Called before the body is read: lets a sender go on that waits for `100 Continue`. */
  readonly invite: () => void
  /** Takes room for a body until the exchange is over; false where there is none. */
  readonly reserve: (bytes: number) => boolean
}

/** What is served at a path. */
export interface Route {
  /** `POST`, ...; any other method is answered 405. */
  readonly methods: readonly string[]
  readonly answer: (exchange: Exchange) => Promise<Answer>
}

/** Finds what is served at a path. */
export type Router = (path: string) => Route | undefined

/** The values of a header, each of those sent twice apart. */
export const headerValues = (request: IncomingMessage, name: string): readonly string[] =>
  request.headersDistinct[name] ?? []
