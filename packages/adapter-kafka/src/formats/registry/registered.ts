import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import { reasonOf, type DecodeFailure } from '@vouchrelay/core'
import type { Content, Format, Message } from '../format.ts'
import { parseObject } from '../parse-object.ts'
import { refuse } from '../refuse.ts'
import { isFramed, readFrame, type Frame } from './frame.ts'
import type { SchemaBundle } from './schema-answer.ts'

/** What a format that needs a schema is made of. */
export interface Registered<Reader> {
  /** What the registry calls it: `AVRO`. */
  readonly type: string
  /** Makes a reader of a schema. Called once for each schema; throws where it is none. */
  readonly compile: (schema: SchemaBundle) => Reader
  /** Total. */
  readonly readWith: (reader: Reader, frame: Frame) => Either<DecodeFailure, Content>
}

/**
 * A format whose messages name their schema. A message without such a name is read as JSON: a line of a file, which holds the
 * event as mappings see it.
 */
export const registered = <Reader>({ type, compile, readWith }: Registered<Reader>): Format => {
  const compiled = new WeakMap<SchemaBundle, Either<DecodeFailure, Reader>>()

  const readerOf = (schema: SchemaBundle): Either<DecodeFailure, Reader> => {
    const known = compiled.get(schema)
    if (known !== undefined) return known
    const reader = compileSafely(schema)
    compiled.set(schema, reader)
    return reader
  }

  const compileSafely = (schema: SchemaBundle): Either<DecodeFailure, Reader> => {
    if (schema.type !== type) return refuse('', `a schema of type ${type} under the id ${schema.id}`, schema.type)
    try {
      return right(compile(schema))
    } catch (error) {
      return refuse('', `a schema that can be read under the id ${schema.id}`, reasonOf(error))
    }
  }

  return {
    schemaId: (message) => {
      const frame = isFramed(message) ? readFrame(message) : undefined
      return frame === undefined || isLeft(frame) ? undefined : frame.right.id
    },
    read: (message) => {
      if (isBareJson(message)) return contentOf(message)
      const frame = readFrame(message)
      if (isLeft(frame)) return frame
      const { schema } = message
      const { id } = frame.right
      if (schema === undefined) return refuse('', `the schema ${id} in the envelope`, 'none')
      if (schema._tag === 'Missing') return refuse('', `a schema in the registry under the id ${id}`, schema.found)
      const reader = readerOf(schema.schema)
      return isLeft(reader) ? reader : readWith(reader.right, frame.right)
    },
  }
}

const openingBrace = 0x7b

const isBareJson = (message: Message): boolean => !isFramed(message) && message.value[0] === openingBrace

const contentOf = ({ value }: Message): Either<DecodeFailure, Content> => {
  const fields = parseObject(value)
  return isLeft(fields) ? fields : right({ fields: fields.right })
}
