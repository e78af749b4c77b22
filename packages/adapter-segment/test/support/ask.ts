import { request, type Agent, type OutgoingHttpHeaders } from 'node:http'

/** An answer as it came. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
}

/** How a request is made: `POST` by default. */
export interface Ask {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Uint8Array | undefined
  readonly agent?: Agent
}

const read = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Sends one request exactly as told, and reads the answer. */
export const ask = (url: string, { method = 'POST', headers = {}, body, agent }: Ask = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, ...(agent === undefined ? {} : { agent }) }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: read(Buffer.concat(chunks).toString()),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** `Authorization: Basic` with a write key and no password. */
export const basic = (key: string): { readonly authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
})
