import type { SchemaAnswer } from '../../src/formats/registry/schema-answer.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import { recordOf } from './record-of.ts'

const id = 7

/** A payload behind the id of a schema. */
export const framed = (payload: Uint8Array, schemaId = id): Buffer => {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(schemaId, 1)
  return Buffer.concat([head, payload])
}

/** What a registry said of a schema. */
export const found = (
  type: string,
  text: string,
  references: readonly { readonly name: string; readonly text: string }[] = [],
): SchemaAnswer => ({ _tag: 'Found', schema: { id: String(id), type, text, references } })

/** A record of a payload whose schema was found. */
export const entryOf = (payload: Uint8Array, schema: SchemaAnswer): TopicEntry =>
  new TopicEntry(recordOf(framed(payload)), schema)
