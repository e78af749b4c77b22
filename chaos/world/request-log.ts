import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request that came to the destination. Times are those of the destination's `performance.now`. */
export interface LoggedRequest {
  /** Method and path: `POST /v1/events`. */
  readonly call: string
  /** Whose event it carried, and which. */
  readonly customer: string
  readonly messageId: string
  readonly beganAt: number
  /** Infinity where it was not answered. */
  readonly answeredAt: number
  readonly status: number
}

/** What `http.server.request.start` and `…response.finish` tell (nodejs.org, "Diagnostics Channel"). */
interface Message {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

interface Entry {
  readonly call: string
  readonly chunks: Buffer[]
  readonly beganAt: number
  answeredAt: number
  status: number
}

/** Logs every request that comes to a port of this process from now on, its body included. */
export const logRequests = (port: number): (() => readonly LoggedRequest[]) => {
  const entries = new Map<IncomingMessage, Entry>()
  subscribe('http.server.request.start', (message) => {
    const { request } = message as Message // as documented
    if (request.socket.localPort !== port || request.method !== 'POST') return
    const { method, url } = request
    const chunks: Buffer[] = []
    const entry: Entry = {
      call: `${method} ${url}`,
      chunks,
      beganAt: performance.now(),
      answeredAt: Infinity,
      status: 0,
    }
    entries.set(request, entry)
    // The server's own reader must find everything, so it is looked over its shoulder.
    const push = request.push.bind(request)
    request.push = (chunk: unknown, encoding) => {
      if (Buffer.isBuffer(chunk)) chunks.push(chunk)
      return push(chunk, encoding)
    }
  })
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Message // as documented
    const entry = entries.get(request)
    if (entry === undefined) return
    entry.answeredAt = performance.now()
    entry.status = response.statusCode
  })
  return () => [...entries.values()].map(({ chunks, ...entry }) => ({ ...entry, ...aboutOf(Buffer.concat(chunks)) }))
}

const aboutOf = (body: Buffer): { readonly customer: string; readonly messageId: string } => {
  try {
    const { customer, metadata } = JSON.parse(body.toString())
    return { customer: String(customer?.source_id), messageId: String(metadata?.message_id) }
  } catch {
    return { customer: '', messageId: '' } // it was cut off
  }
}
