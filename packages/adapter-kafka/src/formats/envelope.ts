import * as t from 'io-ts'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { faultsOf, type DecodeFailure } from '@vouchrelay/core'
import type { KnownRecord } from './located-record.ts'
import { parseJson } from './parse-object.ts'
import { refuse } from './refuse.ts'
import type { SchemaAnswer } from './registry/schema-answer.ts'
import { textOf } from './text-of.ts'

/** Bytes in JSON: the text that they are, or base64 of what is no UTF-8. */
const Bytes = t.union([t.string, t.strict({ base64: t.string }), t.null], 'a text, base64 or null')

type Bytes = t.TypeOf<typeof Bytes>

const Digits = t.refinement(t.string, (text) => /^\d{1,19}$/.test(text), 'an offset in digits')

const Schema = t.union(
  [
    t.strict({
      id: t.string,
      type: t.string,
      text: t.string,
      references: t.readonlyArray(t.strict({ name: t.string, text: t.string })),
    }),
    t.strict({ id: t.string, missing: t.string }),
  ],
  'a schema',
)

const Envelope = t.intersection(
  [
    t.strict({
      topic: t.string,
      partition: t.number,
      offset: Digits,
      timestamp: t.number,
      key: Bytes,
      headers: t.readonlyArray(t.tuple([t.string, Bytes])),
    }),
    t.partial({ tombstone: t.literal(true), schema: Schema }),
  ],
  'the envelope of a record',
)

type Envelope = t.TypeOf<typeof Envelope>

/**
 * What a letter keeps of a record beside its value, as JSON text: where it lay, its key, its time and headers, and the schema
 * with all that it refers to, so that it can be read without the registry and for ever as it was.
 *
 * @example
 * {"topic":"orders","partition":0,"offset":"7","timestamp":1795000000000,"key":"ada","headers":[["trace",{"base64":"/w=="}]]}
 */
export const writeEnvelope = ({ record, schema }: KnownRecord): string => {
  const { topic, partition, offset, timestamp, key, value, headers } = record
  const envelope: Envelope = {
    topic,
    partition,
    offset: String(offset),
    timestamp,
    key: shown(key),
    headers: headers.map(([name, value]) => [name, shown(value)]),
    ...(value === undefined ? { tombstone: true } : {}),
    ...(schema === undefined ? {} : { schema: schemaOf(schema) }),
  }
  return JSON.stringify(envelope)
}

/** The record that a letter keeps, as it was when its envelope was written. */
export const readEnvelope = (text: string, bytes: Uint8Array): Either<DecodeFailure, KnownRecord> => {
  const json = parseJson(text)
  if (json === undefined) return refuse('', 'an envelope in JSON', 'something else')
  const read = Envelope.decode(json)
  if (isLeft(read)) return left({ _tag: 'DecodeFailure', faults: faultsOf(read.left) })
  const { topic, partition, offset, timestamp, key, headers, tombstone, schema } = read.right
  const record = {
    topic,
    partition,
    offset: BigInt(offset),
    timestamp,
    key: hidden(key),
    value: tombstone === true ? undefined : bytes,
    headers: headers.map(([name, value]) => [name, hidden(value)] as const),
  }
  return right({ record, schema: schema && answerOf(schema) })
}

const shown = (bytes: Uint8Array | undefined): Bytes =>
  bytes === undefined ? null : (textOf(bytes) ?? { base64: Buffer.from(bytes).toString('base64') })

const hidden = (bytes: Bytes): Uint8Array | undefined => {
  if (bytes === null) return undefined
  return typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes.base64, 'base64')
}

const schemaOf = (answer: SchemaAnswer): t.TypeOf<typeof Schema> =>
  answer._tag === 'Found' ? answer.schema : { id: answer.id, missing: answer.found }

const answerOf = (schema: t.TypeOf<typeof Schema>): SchemaAnswer =>
  'missing' in schema ? { _tag: 'Missing', id: schema.id, found: schema.missing } : { _tag: 'Found', schema }
