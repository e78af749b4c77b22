import got from 'got'

/** What a call sends; a string body goes out as it is, any other as JSON. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** The keys of a sandbox with default settings. */
export const serverKeys = { 'x-app-id': 'sandbox-app-id', 'x-app-token': 'sandbox-secret-key' } as const
export const clientKeys = {
  'x-client-application-id': 'sandbox-client-app-id',
  'x-client-token': 'sandbox-client-secret',
  origin: 'https://shop.example.com',
} as const

/** One request to a sandbox, its JSON answer parsed, a body of another type as text. */
export async function call(url: string, { method = 'POST', headers = {}, body, signal }: Call = {}) {
  const response = await got(url, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
    throwHttpErrors: false,
    retry: { limit: 0 },
  })
  const isJson = response.headers['content-type']?.startsWith('application/json') === true
  const parsed: unknown = isJson ? JSON.parse(response.body) : response.body
  return { status: response.statusCode, headers: response.headers, body: parsed }
}

/** Status and body of a call to `POST /v1/events` with server keys. */
export async function track(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return brief(await call(`${url}/v1/events`, { body, headers: { ...serverKeys, ...headers } }))
}

/** Status and body of a call to `POST /v1/customers` with server keys. */
export async function upsert(url: string, body: unknown) {
  return brief(await call(`${url}/v1/customers`, { body, headers: serverKeys }))
}

/** Status and body of a `GET` with server keys. */
export async function read(url: string) {
  return brief(await call(url, { method: 'GET', headers: serverKeys }))
}

/** Asks `/_sandbox` for something, or tells it something; the JSON of its answer. */
export async function admin(url: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) {
  return (await call(`${url}/_sandbox${path}`, { method, ...(body === undefined ? {} : { body }) })).body
}

/** Status and body of an answer, its ids masked. */
export function brief({ status, body }: { readonly status: number; readonly body: unknown }) {
  return { status, body: masked(body) }
}

/** A value with every well-formed id in it replaced by its prefix and a star. */
export function masked(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll(/"(v-|event_|evcus_)[0-9a-f]{18}"/g, '"$1*"')
      .replaceAll(/"(cust_|ms_)[A-Za-z0-9]{24}"/g, '"$1*"'),
  )
}

/** A moment for clocks that stand still, in milliseconds and as a text. */
export const noon = Date.parse('2026-03-04T12:00:00.000Z')
export const noonText = '2026-03-04T12:00:00.000Z'
