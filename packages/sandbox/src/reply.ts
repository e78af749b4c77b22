/** What a client gets: an answer in full, one that is made while it is sent, or one that goes wrong on the way. */
export type Answer = Reply | Stream | Cut | Trickle | { readonly _tag: 'Reset' } | { readonly _tag: 'Silence' }

/** Status, headers (names in lower case) and text of an answer. */
export interface Reply {
  readonly _tag: 'Reply'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** It does not come from the API but from something in front of it, and lacks what the API tells in its headers. */
  readonly isForeign?: true
}

/** 200 with lines of JSON that are made while they are sent. */
export interface Stream {
  readonly _tag: 'Stream'
  readonly chunks: Iterable<string>
}

/** An answer that breaks off: the connection is reset in the middle of its headers or its body. */
export interface Cut {
  readonly _tag: 'Cut'
  readonly within: 'headers' | 'body'
  readonly reply: Reply
}

/** An answer whose body takes so long to come, piece by piece. */
export interface Trickle {
  readonly _tag: 'Trickle'
  readonly ms: number
  readonly reply: Reply
}

/** An answer in JSON. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { _tag: 'Reply', status, headers: { ...headers, 'content-type': jsonType }, text: JSON.stringify(value) }
}

/** An answer without a body. */
export function empty(status: number): Reply {
  return { _tag: 'Reply', status, headers: {}, text: '' }
}

/** The answer with more headers, where it has any. */
export function withHeaders(answer: Answer, more: Readonly<Record<string, string>>): Answer {
  switch (answer._tag) {
    case 'Reply':
      return { ...answer, headers: { ...answer.headers, ...more } }
    case 'Cut':
    case 'Trickle':
      return { ...answer, reply: { ...answer.reply, headers: { ...answer.reply.headers, ...more } } }
    case 'Stream':
    case 'Reset':
    case 'Silence':
      return answer
    default:
      return answer satisfies never
  }
}

const jsonType = 'application/json; charset=utf-8'
