import { right, type Either } from 'fp-ts/lib/Either.js'
import { showFound, type DecodeFailure, type JsonObject } from '@vouchrelay/core'
import { isObject } from './is-object.ts'
import { refuse } from './refuse.ts'

/** The value of a JSON text; undefined where it is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Bytes without a copy, with the methods of a buffer. */
export const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

/**
 * The object that a JSON text in UTF-8 is. Bytes that are not UTF-8 become U+FFFD: the rest of the event is still good. A number
 * beyond 2^53 is rounded, as `JSON.parse` does it.
 */
export const parseObject = (bytes: Uint8Array): Either<DecodeFailure, JsonObject> => {
  const value = parseJson(bufferOf(bytes).toString())
  if (value === undefined) return refuse('', 'JSON', 'something else')
  return isObject(value) ? right(value) : refuse('', 'an object', showFound(value))
}
