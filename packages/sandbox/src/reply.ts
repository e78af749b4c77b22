import type { ServerResponse } from 'node:http'

/** An answer in full, or none at all: `Reset` breaks the connection without one. */
export type Answer = Reply | { readonly _tag: 'Reset' }

/** Status, headers (names in lower case) and text of an answer. */
export interface Reply {
  readonly _tag: 'Reply'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** An answer in JSON. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { _tag: 'Reply', status, headers: { ...headers, 'content-type': jsonType }, text: JSON.stringify(value) }
}

/** Gives an answer to the client. A client that has gone is no failure: there is nobody to tell. */
export function send(response: ServerResponse, answer: Answer): void {
  if (answer._tag === 'Reset') {
    response.socket?.resetAndDestroy()
    return
  }
  // RFC 9110, section 8.6: a 204 has no Content-Length.
  const length = answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.text) }
  response.writeHead(answer.status, { ...answer.headers, ...length })
  response.end(answer.text)
}

const jsonType = 'application/json; charset=utf-8'
