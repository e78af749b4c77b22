import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the next request is answered with; nothing: it waits. */
export type Answer = { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'nothing'

/** A request as it arrived. */
export interface Arrived {
  readonly key: string | undefined
  readonly token: string | undefined
  readonly body: unknown
}

/** The address that bodies are posted to, in a test: takes whatever comes, but as its script says. */
export const startFarEnd = async () => {
  const arrived: Arrived[] = []
  const script: Answer[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { authorization: token, 'idempotency-key': key } = request.headers
      const answer = script.shift() ?? { status: 204 }
      arrived.push({ key: key?.toString(), token, body: JSON.parse(Buffer.concat(chunks).toString()) })
      if (answer !== 'nothing') response.writeHead(answer.status, answer.headers).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  const close = async (): Promise<void> => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${port}/events`, arrived, script, [Symbol.asyncDispose]: close }
}

export type FarEnd = Awaited<ReturnType<typeof startFarEnd>>
