import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'

interface Registration {
  readonly schema: string
  readonly schemaType?: string
  readonly references?: readonly { readonly name: string; readonly subject: string; readonly version: number }[]
}

/** What a server does in place of answering. */
export type Trouble = { readonly status: number; readonly body: string } | 'hang up' | undefined

/** A schema registry in memory that speaks the documented REST protocol, as far as producers and readers need it. */
export interface TestRegistry {
  readonly url: string
  /** Paths that were asked for, in their order. */
  readonly asked: readonly string[]
  /** From now on. */
  readonly trouble: (trouble: Trouble) => void
  readonly close: () => Promise<void>
}

/** What must be presented, and how the server presents itself. */
export interface TestRegistrySettings {
  readonly authorization?: string
  readonly tls?: { readonly key: string; readonly cert: string }
}

const refusals = {
  subject: { error_code: 40_401, message: 'Subject not found.' },
  version: { error_code: 40_402, message: 'Version not found.' },
  schema: { error_code: 40_403, message: 'Schema not found' },
  path: { error_code: 404, message: 'HTTP 404 Not Found' },
  credentials: { error_code: 401, message: 'Unauthorized' },
} as const

/** @see https://docs.confluent.io/platform/current/schema-registry/develop/api.html */
export const startRegistry = async ({ authorization, tls }: TestRegistrySettings = {}): Promise<TestRegistry> => {
  const schemas: Registration[] = []
  const subjects = new Map<string, number[]>()
  const asked: string[] = []
  let trouble: Trouble

  const register = (subject: string, registration: Registration): number => {
    const text = JSON.stringify(registration)
    const known = schemas.findIndex((one) => JSON.stringify(one) === text)
    const id = known < 0 ? schemas.push(registration) : known + 1
    const ids = subjects.get(subject) ?? []
    subjects.set(subject, ids.includes(id) ? ids : [...ids, id])
    return id
  }

  const lookUp = (path: string): readonly [status: number, body: object] => {
    const [, byId] = /^\/schemas\/ids\/(\d+)$/.exec(path) ?? []
    const [, byGuid] = /^\/schemas\/guids\/([0-9a-f-]{36})$/.exec(path) ?? []
    const [, subject, version] = /^\/subjects\/([^/]+)\/versions\/(\d+|latest)$/.exec(path) ?? []
    if (subject !== undefined) {
      const ids = subjects.get(decodeURIComponent(subject))
      if (ids === undefined) return [404, refusals.subject]
      const id = version === 'latest' ? ids.at(-1) : ids[Number(version) - 1]
      if (id === undefined) return [404, refusals.version]
      return [200, { subject, version: ids.indexOf(id) + 1, id, ...shown(schemas[id - 1]) }]
    }
    if (byId === undefined && byGuid === undefined) return [404, refusals.path]
    const found = byId === undefined ? schemas.find((one) => guidOf(one) === byGuid) : schemas[Number(byId) - 1]
    return found === undefined ? [404, refusals.schema] : [200, shown(found)]
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const answer = (status: number, body: object | string): void => {
      response.writeHead(status, { 'content-type': 'application/vnd.schemaregistry.v1+json' })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    }
    if (request.method === 'GET') asked.push(request.url ?? '')
    if (trouble === 'hang up') return void request.socket.destroy()
    if (trouble !== undefined) return answer(trouble.status, trouble.body)
    if (authorization !== undefined && request.headers.authorization !== authorization)
      return answer(401, refusals.credentials)
    const [, subject] = /^\/subjects\/([^/]+)\/versions$/.exec(pathname) ?? []
    if (request.method !== 'POST' || subject === undefined) return answer(...lookUp(pathname))
    const registration: Registration = JSON.parse(await textOf(request))
    answer(200, { id: register(decodeURIComponent(subject), registration), ...shown(registration) })
  }

  const listener = (request: IncomingMessage, response: ServerResponse): void => void serve(request, response)
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // of a server that listens on a port
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    trouble: (next) => {
      trouble = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const shown = (registration: Registration | undefined): object =>
  registration === undefined ? {} : { ...registration, guid: guidOf(registration) }

/** Of the content alone, as everywhere. */
const guidOf = (registration: Registration): string =>
  createHash('md5')
    .update(JSON.stringify(registration))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Registers a schema as a producer does it, and tells its id. */
export const registerSchema = async (url: string, subject: string, registration: Registration): Promise<number> => {
  const response = await fetch(`${url}/subjects/${encodeURIComponent(subject)}/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify(registration),
  })
  const answer: { readonly id?: number } = JSON.parse(await response.text())
  if (answer.id === undefined) throw new Error(`the registry answers ${response.status} ${JSON.stringify(answer)}`)
  return answer.id
}
