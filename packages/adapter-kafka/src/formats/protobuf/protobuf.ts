import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Format } from '../format.ts'
import { registered } from '../registry/registered.ts'
import { compileProtobuf } from './compile-protobuf.ts'
import { readIndexes } from './read-indexes.ts'

/**
 * Protobuf behind a schema's id and the place of its message among those of the schema. Fields are named as in the schema. One
 * that was not written is there with its default where the schema knows no absence of it (proto3 without `optional`); otherwise
 * it is not there. An enum is its name, bytes are base64, whole numbers beyond 2^53 are text; of well-known types, a timestamp is
 * ISO 8601, a duration `1.5s`, a wrapper its value, a struct an object.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
export const protobuf: Format = registered({
  type: 'PROTOBUF',
  compile: compileProtobuf,
  readWith: (read, { payload, afterId }) => {
    const place = readIndexes(afterId ?? payload)
    if (isLeft(place)) return place
    const { indexes, end } = place.right
    const fields = read(indexes, afterId === undefined ? payload.subarray(end) : payload)
    return isLeft(fields) ? fields : right({ fields: fields.right })
  },
})
