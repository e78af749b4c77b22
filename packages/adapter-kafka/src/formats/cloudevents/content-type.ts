import type { Message } from '../format.ts'
import { headerOf } from '../located-record.ts'
import { textOf } from '../text-of.ts'

/** A media type without its parameters, in lower case, and as it was written; both empty where a record names none. */
export interface ContentType {
  readonly name: string
  readonly written: string
}

/** What the header `content-type` says, whatever the case of its name. */
export const contentTypeOf = (headers: Message['headers']): ContentType => {
  const exact = headerOf(headers, 'content-type')
  const found = exact ?? headers.findLast(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const written = (found && textOf(found)) ?? ''
  return { name: (written.split(';', 1)[0] ?? '').trim().toLowerCase(), written }
}

/** `application/json`, `text/json`, and whatever ends in `+json`. */
export const isJsonType = (name: string): boolean => /^[^/]+\/(?:json|[^/]+\+json)$/.test(name)
