import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request that a server of this process got. Times are those of `performance.now`. */
export interface Request {
  /** Method and path. */
  readonly call: string
  readonly beganAt: number
  /** Infinity while it is not answered. */
  answeredAt: number
  status: number
}

interface Message {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

// The channels' documentation says so: nodejs.org, "Diagnostics Channel", HTTP.
const isMessage = (message: unknown): message is Message =>
  typeof message === 'object' && message !== null && 'request' in message && 'response' in message

/** Notes every request that comes to a port of this process, in the order of their coming. */
export const watchRequests = (port: number) => {
  const seen = new Map<IncomingMessage, Request>()
  const onStart = (message: unknown): void => {
    if (!isMessage(message) || message.request.socket.localPort !== port) return
    const { method, url } = message.request
    seen.set(message.request, { call: `${method} ${url}`, beganAt: performance.now(), answeredAt: Infinity, status: 0 })
  }
  const onFinish = (message: unknown): void => {
    const request = isMessage(message) ? seen.get(message.request) : undefined
    if (request === undefined || !isMessage(message)) return
    request.answeredAt = performance.now()
    request.status = message.response.statusCode
  }
  subscribe('http.server.request.start', onStart)
  subscribe('http.server.response.finish', onFinish)
  return {
    requests: (): readonly Request[] => [...seen.values()],
    [Symbol.dispose]: () => {
      unsubscribe('http.server.request.start', onStart)
      unsubscribe('http.server.response.finish', onFinish)
    },
  }
}

/** How long after each answer with a status the next request came, in milliseconds. */
export const pausesAfter = (status: number, requests: readonly Request[]): readonly number[] =>
  requests.flatMap((request, i) => {
    const next = requests[i + 1]
    return request.status === status && next !== undefined ? [next.beganAt - request.answeredAt] : []
  })
