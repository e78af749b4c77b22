import { isLeft, right } from 'fp-ts/lib/Either.js'
import { showFound } from '@vouchrelay/core'
import type { Format } from '../format.ts'
import { isObject } from '../is-object.ts'
import { bufferOf } from '../parse-object.ts'
import { refuse } from '../refuse.ts'
import { registered } from '../registry/registered.ts'
import { compileAvro } from './compile-avro.ts'

/**
 * Avro behind a schema's id. A record is an object, and so is a map; a union is the value of the branch that was written; an enum
 * is its symbol; bytes and fixed are base64; whole numbers beyond 2^53 are text. Of logical types, a decimal is a text with its
 * scale (`12.50`), times are ISO 8601.
 *
 * @see https://avro.apache.org/docs/1.12.0/specification/
 */
export const avro: Format = registered({
  type: 'AVRO',
  compile: compileAvro,
  readWith: (read, { payload }) => {
    const value = read(bufferOf(payload))
    if (isLeft(value)) return value
    return isObject(value.right)
      ? right({ fields: value.right })
      : refuse('', 'a record or a map', showFound(value.right))
  },
})
