import fc from 'fast-check'
import type { LocatedRecord } from '../../src/formats/located-record.ts'
import type { SchemaAnswer } from '../../src/formats/registry/schema-answer.ts'

/** Bytes that are text, and bytes that are none. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => Buffer.from(text)),
  fc.constantFrom('{}', '{"kafka":1}', '\ufeff', '\0').map((text) => Buffer.from(text)),
)

const anyTopic = fc.stringMatching(/^[a-zA-Z0-9._-]{1,12}$/)

export const anyRecord: fc.Arbitrary<LocatedRecord> = fc.record({
  topic: anyTopic,
  partition: fc.nat(1_000),
  offset: fc.oneof(fc.bigInt(0n, 2n ** 63n - 1n), fc.constant(0n)),
  timestamp: fc.oneof(fc.constant(-1), fc.nat(), fc.constant(1_795_000_000_000)),
  key: fc.option(anyBytes, { nil: undefined }),
  value: fc.option(anyBytes, { nil: undefined }),
  headers: fc.array(fc.tuple(fc.string({ maxLength: 6 }), fc.option(anyBytes, { nil: undefined })), { maxLength: 4 }),
})

export const anyAnswer: fc.Arbitrary<SchemaAnswer | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ _tag: fc.constant('Missing' as const), id: fc.string(), found: fc.string() }),
  fc.record({
    _tag: fc.constant('Found' as const),
    schema: fc.record({
      id: fc.string(),
      type: fc.constantFrom('AVRO', 'PROTOBUF', 'JSON'),
      text: fc.string(),
      references: fc.array(fc.record({ name: fc.string(), text: fc.string() }), { maxLength: 2 }),
    }),
  }),
)
