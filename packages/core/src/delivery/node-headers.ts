import type { ReplyHeaders } from './http.ts'

type Given = Readonly<Record<string, string | string[] | undefined>>

/**
 * Headers with a list for each that came more than once, made what Node's `http` gives: the first of what may stand there once, a list
 * of `set-cookie`, all else joined. Those that hold no list are returned as they are.
 *
 * @see https://nodejs.org/api/http.html#messageheaders
 */
export const nodeHeaders = (headers: Given): ReplyHeaders => {
  for (const name in headers) if (typeof headers[name] !== 'string') return joined(headers)
  return headers
}

const joined = (headers: Given): ReplyHeaders =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!Array.isArray(value) || name === 'set-cookie') return [name, value]
      return [name, single.has(name) ? value[0] : value.join(', ')]
    }),
  )

const single: ReadonlySet<string> = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
])
