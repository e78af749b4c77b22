import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { left, right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { reasonOf, type Resources, type StartFailure } from '@vouchrelay/core'
import type { Listen } from '../settings/listen.ts'
import { refuse, type Answer } from './answer.ts'
import { answerBroken } from './answer-broken.ts'
import { send } from './send.ts'
import type { Serve } from './serve.ts'

/** How often Node looks for requests that take too long. */
const CHECKS_MS = 5000

/** How long requests under way may take to end once the listener closes. */
const DRAIN_MS = 5000

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    server.close(() => {
      clearTimeout(patience)
      resolve()
    })
    server.closeIdleConnections()
  })

const unexpected = refuse(417, 'expectation_failed', 'the only expectation understood is 100-continue')

const create = (listen: Listen, serve: Serve, refused: (answer: Answer) => void): Server => {
  const { requestTimeoutMs, headersTimeoutMs } = listen
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
    connectionsCheckingInterval: Math.min(CHECKS_MS, headersTimeoutMs, requestTimeoutMs),
    keepAliveTimeout: listen.keepAliveTimeoutMs,
  })
  server.maxConnections = listen.maxConnections
  server.maxRequestsPerSocket = listen.maxRequestsPerConnection
  server.on('request', (request, response) => void serve(request, response, () => undefined))
  server.on('checkContinue', (request, response) => void serve(request, response, () => response.writeContinue()))
  server.on('checkExpectation', (request, response) => send(request, response, unexpected, true))
  server.on('clientError', (error, socket) => answerBroken(error, socket, refused))
  return server
}

/**
 * Listens, and resolves to the address it is reached at. From `stopping` on it takes no connection; its release lets
 * the requests under way end first.
 */
export const startListener =
  (
    listen: Listen,
    { name, stopping, onClose, log }: Resources,
    serve: Serve,
    refused: (answer: Answer) => void,
  ): TaskEither<StartFailure, string> =>
  () =>
    new Promise((resolve) => {
      const server = create(listen, serve, refused)
      const { host, port } = listen
      server.once('error', (error) =>
        resolve(
          left({ _tag: 'StartFailure', part: name, message: `cannot listen on ${host}:${port}: ${reasonOf(error)}` }),
        ),
      )
      server.listen(port, host, () => {
        let closed: Promise<void> | undefined
        const closeOnce = (): Promise<void> => (closed ??= close(server))
        onClose(closeOnce)
        server.on('error', (error) => log.error({ error: error.message }, 'the listener failed'))
        stopping.addEventListener('abort', () => void closeOnce(), { once: true })
        if (stopping.aborted) void closeOnce()
        const address = server.address() as AddressInfo // it listens on TCP
        resolve(right(`http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`))
      })
    })
