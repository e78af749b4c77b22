import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { Either } from 'fp-ts/lib/Either.js'
import { gotTransport, type HttpReply, type HttpRequest, type OwnedTransport } from '../../src/delivery/http.ts'
import type { TransportFailure, TransportSettings } from '../../src/delivery/http.ts'
import { undiciTransport } from '../../src/delivery/undici.ts'
import { certificate } from './http-certificate.ts'

/** Every transport there is: each keeps the same promises. */
export const transports: Readonly<Record<string, (settings: TransportSettings) => OwnedTransport>> = {
  gotTransport,
  undiciTransport,
}

/** Servers of one test and the transport that calls them. */
export interface World extends AsyncDisposable {
  readonly transport: OwnedTransport
  readonly http: (handle: RequestListener) => Promise<string>
  readonly https: (handle: RequestListener) => Promise<string>
  readonly tcp: (handle: (socket: Socket) => void) => Promise<string>
  /** Listens with any server, and says on which port. */
  readonly listen: (server: Server) => Promise<number>
  readonly exchange: (request: HttpRequest, stop?: AbortSignal) => Promise<Either<TransportFailure, HttpReply>>
}

const never = new AbortController().signal

/** Two connections, and replies of a thousand bytes, where nothing else is said. */
export const openWorld = (
  open: (settings: TransportSettings) => OwnedTransport,
  settings: Partial<TransportSettings> = {},
): World => {
  const transport = open({ inFlight: 2, maxReplyBytes: 1000, ...settings })
  const releases: (() => unknown)[] = []

  const listen = async (server: Server): Promise<number> => {
    const sockets = new Set<Socket>()
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    })
    releases.push(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port // it listens on TCP
  }
  const urlOf = async (server: Server, scheme = 'http', host = '127.0.0.1'): Promise<string> =>
    `${scheme}://${host}:${await listen(server)}/v1/events`

  return {
    transport,
    listen,
    http: (handle) => urlOf(createServer(handle)),
    https: (handle) => urlOf(createSecureServer(certificate, handle), 'https', 'localhost'),
    tcp: (handle) => urlOf(createTcpServer(handle)),
    exchange: (request, stop = never) => transport.exchange(request, stop)(),
    [Symbol.asyncDispose]: async () => {
      await transport.close()
      for (const release of releases) release()
    },
  }
}

/** Trusts whoever has a certificate, and nobody else, for so long. */
export const trusting = (certificate: string): Disposable => {
  const usual = getCACertificates('default')
  setDefaultCACertificates([certificate])
  return { [Symbol.dispose]: () => setDefaultCACertificates(usual) }
}

/** A request as an event makes it. */
export const post = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"event":"e"}',
  timeoutMs: 5000,
  ...more,
})

/** The status, or why there is none. */
export const status = (outcome: Either<TransportFailure, HttpReply>): unknown =>
  outcome._tag === 'Right' ? outcome.right.status : `${outcome.left.cause}: ${outcome.left.message}`

/** Whether it was written and why it was lost, or the status. */
export const loss = (outcome: Either<TransportFailure, HttpReply>): unknown =>
  outcome._tag === 'Right'
    ? `status ${outcome.right.status}`
    : `${outcome.left.written ? 'written' : 'not written'}, ${outcome.left.cause}`
