import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { readingOf } from '../../src/formats/reading.ts'
import type { SchemaAnswer } from '../../src/formats/registry/schema-answer.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import { found } from '../support/framed.ts'
import { orderProto } from '../support/order-schema.ts'
import { recordOf } from '../support/record-of.ts'

interface Recorded {
  readonly name: string
  readonly format: 'avro' | 'jsonschema' | 'protobuf'
  /** Base64. */
  readonly value: string
  readonly headers: readonly (readonly [name: string, base64: string])[]
  readonly schema?: unknown
  /** What a mapping is to see of it. */
  readonly fields: object
}

/** Written by the serializers of @confluentinc/schemaregistry 1.10.1, which brings 290 packages and so is not installed here. */
const recorded: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('confluent-1.10.1.json', import.meta.url), 'utf8'),
)

const schemaOf = ({ format, schema }: Recorded): SchemaAnswer | undefined => {
  if (format === 'jsonschema') return undefined
  return format === 'avro' ? found('AVRO', JSON.stringify(schema)) : found('PROTOBUF', orderProto)
}

describe("what Confluent's serializers write", () => {
  for (const one of recorded) {
    it(`is read: ${one.name}`, () => {
      const headers = one.headers.map(([name, base64]) => [name, Buffer.from(base64, 'base64')] as const)
      const record = recordOf(Buffer.from(one.value, 'base64'), { headers })
      const decoded = readingOf({ format: one.format, messageId: undefined, unwanted: 'skip' }).decode(
        new TopicEntry(record, schemaOf(one)),
      )
      if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left))
      const { kafka: _, ...fields } = decoded.right.fields
      expect(fields).to.deep.equal(one.fields)
    })
  }
})
