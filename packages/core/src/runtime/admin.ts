import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StartFailure } from '../contracts/failure.ts'
import { reasonOf } from '../contracts/reason-of.ts'
import { hasToken } from './operate/has-token.ts'
import { readJsonBody } from './operate/read-json-body.ts'
import type { Readiness } from './readiness.ts'

/** What the admin port says to a request. */
export interface AdminAnswer {
  readonly status: number
  /** Sent as JSON. */
  readonly body: unknown
}

/** What the admin port answers from. */
export interface AdminParts {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly readiness: () => Readiness
  readonly metrics: { readonly contentType: string; readonly scrape: () => Promise<string> }
  /** What the relay answers beside these, asked one after the other. */
  readonly services?: readonly AdminService[]
  /** Whoever has it may change something. Absent: nobody may. */
  readonly token?: string
}

/** A part of the relay that people ask over the admin port. */
export interface AdminService {
  /** For whoever asks for something that there is not: `POST /desk`. */
  readonly paths: readonly string[]
  /**
   * Undefined for a path of somebody else. What is no GET comes from somebody who has the token.
   *
   * @param path without a query
   * @param body the JSON that was sent; undefined with a GET
   */
  readonly answer: (method: string, path: string, body: unknown) => Promise<AdminAnswer | undefined>
}

export interface Admin {
  readonly url: string
  readonly close: () => Promise<void>
}

const answer = (response: ServerResponse, status: number, contentType: string, body: string): void => {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

const json = (response: ServerResponse, { status, body }: AdminAnswer): void =>
  answer(response, status, 'application/json', `${JSON.stringify(body)}\n`)

const alive: AdminAnswer = { status: 200, body: { alive: true } }

/** The answer to one request, but for metrics, which are no JSON. */
const createAnswerer = ({ readiness, services = [], token }: AdminParts) => {
  const paths = ['/livez', '/readyz', '/metrics', ...services.flatMap((service) => service.paths)]
  const there = `There are ${paths.slice(0, -1).join(', ')} and ${paths.at(-1)}.`

  const serve = async (method: string, path: string, body: unknown): Promise<AdminAnswer> => {
    for (const service of services) {
      const said = await service.answer(method, path, body)
      if (said !== undefined) return said
    }
    return { status: 404, body: { message: there } }
  }

  return async (request: IncomingMessage, path: string): Promise<AdminAnswer> => {
    const { method = 'GET' } = request
    if (path === '/livez') return alive
    if (path === '/readyz') {
      const now = readiness()
      return { status: now.ready ? 200 : 503, body: now }
    }
    if (method === 'GET' || method === 'HEAD') return serve('GET', path, undefined)
    if (token === undefined || !hasToken(request, token)) return { status: 401, body: { message: needsToken } }
    const body = await readJsonBody(request)
    return isLeft(body) ? { status: 400, body: { message: body.left } } : serve(method, path, body.right)
  }
}

const failed = (error: unknown): AdminAnswer => ({ status: 500, body: { message: String(error) } })

const needsToken =
  'Expected the header "authorization: Bearer TOKEN", with the token in admin.json of the state directory.'

/**
 * The port for the platform and for people: `/livez` (the process answers), `/readyz` (it can take events: 200, else 503 with the
 * reasons), `/metrics` (Prometheus), and what the relay adds. Keep it off the public network.
 */
export const openAdmin = (parts: AdminParts): TaskEither<StartFailure, Admin> => {
  const { host, port, metrics } = parts
  const answerOf = createAnswerer(parts)
  return () => {
    const server = createServer((request, response) => {
      const [path = ''] = (request.url ?? '').split('?', 1)
      if (path === '/metrics') {
        metrics.scrape().then(
          (text) => answer(response, 200, metrics.contentType, text),
          (error: unknown) => json(response, failed(error)),
        )
      } else {
        answerOf(request, path).then(
          (said) => json(response, said),
          (error: unknown) => json(response, failed(error)),
        )
      }
    })
    return new Promise((resolve) => {
      server.once('error', (error) =>
        resolve(
          left({
            _tag: 'StartFailure',
            part: 'admin',
            message: `Cannot listen on ${host}:${port}: ${reasonOf(error)}.`,
          }),
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
}
