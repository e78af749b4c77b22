import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { DecodeFailure } from '@vouchrelay/core'
import type { Message } from '../format.ts'
import { headerOf } from '../located-record.ts'
import { bufferOf } from '../parse-object.ts'
import { refuse } from '../refuse.ts'

/** What a serializer puts around a payload. */
export interface Frame {
  /** Of the schema: `7`, or a GUID. */
  readonly id: string
  /** What follows the id in a header; undefined where the id stands before the payload, with which it goes on then. */
  readonly afterId: Uint8Array | undefined
  readonly payload: Uint8Array
}

/** The header in which newer serializers write the id of a value's schema. */
export const schemaIdHeader = '__value_schema_id'

/** Before an id in four bytes, the highest first. */
const magicOfId = 0

/** Before a GUID in sixteen bytes. */
const magicOfGuid = 1

type Framed = Pick<Message, 'value' | 'headers'>

/** Whether a message has a schema's id: no JSON text and no line of a file begins like one. */
export const isFramed = ({ value, headers }: Framed): boolean =>
  headerOf(headers, schemaIdHeader) !== undefined || value[0] === magicOfId || value[0] === magicOfGuid

/**
 * Reads the frame of a message: its schema's id in a header, or else before the payload.
 *
 * @see https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
 */
export const readFrame = ({ value, headers }: Framed): Either<DecodeFailure, Frame> => {
  const header = headerOf(headers, schemaIdHeader)
  const read = readId(header ?? value, header === undefined ? '' : `kafka.headers.${schemaIdHeader}`)
  if (isLeft(read)) return read
  const { id, rest } = read.right
  return right(header === undefined ? { id, afterId: undefined, payload: rest } : { id, afterId: rest, payload: value })
}

interface ReadId {
  readonly id: string
  readonly rest: Uint8Array
}

const readId = (bytes: Uint8Array, path: string): Either<DecodeFailure, ReadId> => {
  if (bytes[0] === magicOfId && bytes.length >= 5)
    return right({ id: String(bufferOf(bytes).readUInt32BE(1)), rest: bytes.subarray(5) })
  if (bytes[0] === magicOfGuid && bytes.length >= 17)
    return right({ id: guidOf(bytes.subarray(1, 17)), rest: bytes.subarray(17) })
  return refuse(path, "a schema's id: a byte 0 and 4 bytes, or a byte 1 and 16 bytes", foundIn(bytes))
}

const guidOf = (bytes: Uint8Array): string =>
  bufferOf(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const foundIn = (bytes: Uint8Array): string => {
  const [first] = bytes
  if (first === undefined) return 'no bytes'
  return first === magicOfId || first === magicOfGuid ? `${bytes.length} bytes` : `a byte ${first} at the beginning`
}
