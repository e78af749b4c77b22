import avro from 'avsc'
import { right, type Either } from 'fp-ts/lib/Either.js'
import { reasonOf, type DecodeFailure } from '@vouchrelay/core'
import { refuse } from '../refuse.ts'
import type { SchemaBundle } from '../registry/schema-answer.ts'
import { compileRead } from './compile-read.ts'
import { logicalTypes } from './logical-types.ts'

/** Reads Avro's binary encoding of one schema. Total. */
export type AvroReader = (bytes: Buffer) => Either<DecodeFailure, unknown>

/**
 * Makes a reader of a schema, in which a name stands for a schema of its references.
 *
 * @throws what is wrong with the schema
 */
export const compileAvro = ({ text, references }: SchemaBundle): AvroReader => {
  const options = {
    registry: {},
    logicalTypes,
    // So that a union of several records says which one it is.
    wrapUnions: true,
    omitRecordMethods: true,
  }
  for (const reference of references) avro.Type.forSchema(schemaIn(reference.text), options)
  const type = avro.Type.forSchema(schemaIn(text), options)
  const read = compileRead(type)
  return (bytes) => {
    const cursor = { bytes, at: 0, items: 0 }
    try {
      const value = read(cursor)
      const rest = bytes.length - cursor.at
      return rest === 0 ? right(value) : refuse('', `Avro of the schema ${nameOf(type)}`, `${rest} bytes more`)
    } catch (error) {
      return refuse('', `Avro of the schema ${nameOf(type)}`, reasonOf(error))
    }
  }
}

const nameOf = (type: avro.Type): string => type.name ?? type.typeName

/** A registry may give the name of a primitive bare. */
const schemaIn = (text: string): avro.Schema => {
  const schema: avro.Schema = /^\s*[a-z]+\s*$/.test(text) ? text.trim() : JSON.parse(text)
  return schema
}
