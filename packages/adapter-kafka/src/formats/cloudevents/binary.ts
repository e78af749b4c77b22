import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { DecodeFailure, JsonObject } from '@vouchrelay/core'
import type { Message } from '../format.ts'
import { bufferOf, parseJson } from '../parse-object.ts'
import { refuse } from '../refuse.ts'
import { textOf } from '../text-of.ts'
import { isJsonType, type ContentType } from './content-type.ts'

const prefix = 'ce_'

/** Attributes from headers, data from the value. What is JSON is parsed, other text is text, the rest is base64. */
export const readBinary = (message: Message, type: ContentType): Either<DecodeFailure, JsonObject> => {
  const attributes = new Map<string, unknown>()
  for (const [name, value] of message.headers) {
    if (!name.startsWith(prefix) || value === undefined) continue
    const text = textOf(value)
    if (text === undefined) return refuse(`kafka.headers.${name}`, 'text in UTF-8', 'other bytes')
    attributes.set(name.slice(prefix.length), text)
  }
  if (type.written !== '') attributes.set('datacontenttype', type.written)
  const data = readData(message.value, type)
  if (isLeft(data)) return data
  const event: JsonObject = Object.fromEntries(attributes)
  return right({ ...event, ...data.right })
}

const readData = (value: Uint8Array, { name }: ContentType): Either<DecodeFailure, JsonObject> => {
  if (value.length === 0) return right({})
  const text = textOf(value)
  // Without a type it is JSON where it can be, as the JSON format takes it.
  const parsed = text !== undefined && (name === '' || isJsonType(name)) ? parseJson(text) : undefined
  if (parsed !== undefined) return right({ data: parsed })
  if (isJsonType(name)) return refuse('data', `JSON, as content-type says`, 'something else')
  return right(text === undefined ? { data_base64: bufferOf(value).toString('base64') } : { data: text })
}
