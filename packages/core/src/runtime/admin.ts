import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { left, right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StartFailure } from '../contracts/failure.ts'
import type { Readiness } from './readiness.ts'

/** What the admin port answers from. */
export interface AdminParts {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly readiness: () => Readiness
  readonly metrics: { readonly contentType: string; readonly scrape: () => Promise<string> }
}

export interface Admin {
  readonly url: string
  readonly close: () => Promise<void>
}

const answer = (response: ServerResponse, status: number, contentType: string, body: string): void => {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

const json = (response: ServerResponse, status: number, body: unknown): void =>
  answer(response, status, 'application/json', `${JSON.stringify(body)}\n`)

/**
 * The port for the platform: `/livez` (the process answers), `/readyz` (it can take events: 200, else 503 with the
 * reasons), `/metrics` (Prometheus). Keep it off the public network.
 */
export const openAdmin =
  ({ host, port, readiness, metrics }: AdminParts): TaskEither<StartFailure, Admin> =>
  () => {
    const server = createServer((request, response) => {
      switch ((request.url ?? '').split('?', 1)[0]) {
        case '/livez':
          return json(response, 200, { alive: true })
        case '/readyz': {
          const now = readiness()
          return json(response, now.ready ? 200 : 503, now)
        }
        case '/metrics':
          metrics.scrape().then(
            (text) => answer(response, 200, metrics.contentType, text),
            (error: unknown) => json(response, 500, { message: String(error) }),
          )
          return undefined
        default:
          return json(response, 404, { message: 'There are /livez, /readyz and /metrics.' })
      }
    })
    return new Promise((resolve) => {
      server.once('error', (error) =>
        resolve(
          left({ _tag: 'StartFailure', part: 'admin', message: `Cannot listen on ${host}:${port}: ${error.message}.` }),
        ),
      )
      server.listen(port, host, () => {
        const { address, family, port: bound } = server.address() as AddressInfo // it listens on TCP
        resolve(
          right({
            url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
            close: () =>
              new Promise((closed) => {
                server.close(() => closed())
                server.closeAllConnections()
              }),
          }),
        )
      })
    })
  }
