import { fromJson, toBinary, toJson, type JsonObject } from '@bufbuild/protobuf'
import { expect } from 'chai'
import fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import { readIndexes } from '../../src/formats/protobuf/read-indexes.ts'
import { readingOf } from '../../src/formats/reading.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import { long } from '../support/avro-writer.ts'
import { entryOf, found, framed } from '../support/framed.ts'
import { Inner, Order, orderProto } from '../support/order-schema.ts'
import { kafka, recordOf } from '../support/record-of.ts'

const { decode, unread } = readingOf({ format: 'protobuf', messageId: undefined, unwanted: 'skip' })
const messageId = 'orders/0/7@1795000000000'
const schema = found('PROTOBUF', orderProto)
const failure = (expected: string, what: string) => ({
  _tag: 'DecodeFailure',
  faults: [{ path: '', expected, found: what }],
})
const refusal = (expected: string, what: string) => left(failure(expected, what))

/** The place of a message, then its bytes. */
const placed = (indexes: readonly number[], bytes: Uint8Array): Buffer =>
  Buffer.concat([long(indexes.length), ...indexes.map(long), bytes])
const order = (json: JsonObject): Buffer => placed([1], toBinary(Order, fromJson(Order, json)))
const fieldsOf = (payload: Uint8Array, answer = schema): unknown => {
  const decoded = decode(entryOf(payload, answer))
  if (decoded._tag === 'Left') return decoded.left
  const { kafka: _, ...fields } = decoded.right.fields
  return fields
}

const untold = {
  order_id: '',
  total: 0,
  status: 'UNKNOWN',
  tags: [],
  parts: {},
  by_number: {},
  weight: 0,
  price: 0,
  unsigned: 0,
  signed: 0,
  fixed: 0,
  is_paid: false,
  by_fixed: {},
}
const int64 = fc.oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.bigInt(-9n, 9n)).map(String)
const uint64 = fc.oneof(fc.bigInt(0n, 2n ** 64n - 1n), fc.bigInt(0n, 9n)).map(String)
const anyOrder = fc.record(
  {
    order_id: fc.string({ unit: 'grapheme' }),
    total: int64,
    rank: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    status: fc.constantFrom('UNKNOWN', 'PAID', 7),
    tags: fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }),
    parts: fc.dictionary(fc.constantFrom('a', 'b'), int64),
    by_number: fc.dictionary(int64, fc.constant('x'), { maxKeys: 3 }),
    by_fixed: fc.dictionary(uint64, fc.constantFrom('UNKNOWN', 'PAID'), { maxKeys: 3 }),
    card: fc.constant('1234'),
    weight: fc.double({ noNaN: true }).filter(Number.isFinite),
    unsigned: uint64,
    signed: int64,
    fixed: uint64,
    is_paid: fc.boolean(),
    note: fc.string({ unit: 'grapheme' }),
  },
  { requiredKeys: [] },
)

/** Numbers beyond 2^53 are text with us, and all numbers of 64 bits in protobuf's own JSON. */
const exact = (value: unknown): unknown => {
  if (typeof value === 'string' && /^-?\d+$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value)
  return value
}
const exactMembers = (value: unknown): object =>
  Object.fromEntries(Object.entries(value ?? {}).map(([key, of]) => [key, exact(of)]))

describe('Protobuf on a topic', () => {
  it('is read as an independent library writes it', () => {
    fc.assert(
      fc.property(anyOrder, (given) => {
        const json = fromJson(Order, given)
        const told = toJson(Order, json, { useProtoFieldName: true, alwaysEmitImplicit: true })
        const own = exactMembers(told)
        const { parts } = { parts: {}, ...own }
        const expected = { ...own, parts: exactMembers(parts) }
        const texts = ['order_id', 'card', 'note'].filter((name) => Object.hasOwn(given, name))
        Object.assign(expected, Object.fromEntries(texts.map((name) => [name, Object(told)[name]])))
        expect(fieldsOf(placed([1], toBinary(Order, json)))).to.deep.equal(expected)
      }),
    )
  })

  it('is an event with its place; what was not written has its default, or is not there', () => {
    expect(decode(entryOf(order({}), schema))).to.deep.equal(right({ messageId, fields: { ...untold, kafka } }))
    expect(unread).to.equal(undefined)
  })

  it('shows what is well known, bytes, and what holds itself', () => {
    const payload = order({
      total: '9007199254740993',
      rank: 0,
      at: '2026-11-21T08:00:00.000000005Z',
      took: '1.5s',
      note: '',
      extra: { a: [1, null, { b: true }] },
      token: '/w==',
      price: 12.34,
      weight: 'NaN',
      parent: { order_id: 'p', took: '-0.000000001s' },
    })
    expect(fieldsOf(payload)).to.deep.equal({
      ...untold,
      total: '9007199254740993',
      rank: 0,
      at: '2026-11-21T08:00:00.000000005Z',
      took: '1.5s',
      note: '',
      extra: { a: [1, null, { b: true }] },
      token: '/w==',
      price: 12.34,
      weight: 'NaN',
      parent: { ...untold, order_id: 'p', took: '-0.000000001s' },
    })
  })

  it('is the message at its place: the first, another, one within another after a map', () => {
    const inner = toBinary(Inner, fromJson(Inner, { order_id: 'i' }))
    const first = Buffer.from([0])
    expect([fieldsOf(first), fieldsOf(placed([0, 0], inner)), fieldsOf(placed([0], Buffer.alloc(0)))]).to.deep.equal([
      { counts: {} },
      { order_id: 'i' },
      { counts: {} },
    ])
    expect(fieldsOf(placed([2], inner))).to.deep.equal(failure('a message at 2 of its schema', 'none'))
  })

  it('names its place in a header, where the id is there', () => {
    const guid = Buffer.concat([Buffer.from([1]), Buffer.alloc(16, 7), placed([0, 0], Buffer.alloc(0))])
    const inner = toBinary(Inner, fromJson(Inner, { order_id: 'i' }))
    const entry = new TopicEntry(recordOf(inner, { headers: [['__value_schema_id', guid]] }), schema)
    expect(decode(entry)).to.have.nested.property('right.fields.order_id', 'i')
  })

  it('reads what a schema imports: its references, and what every serializer knows', () => {
    const text = `syntax = "proto3"; package shop; import "money.proto"; import "confluent/type/decimal.proto";
      import "confluent/meta.proto";
      message Sum { option (confluent.message_meta) = { doc: "A sum" }; Money money = 1; confluent.type.Decimal exact = 2; }`
    const references = [
      { name: 'units.proto', text: 'syntax = "proto3"; package shop; message Earlier {} enum Unit { CENT = 0; }' },
      {
        name: 'money.proto',
        text: 'syntax = "proto3"; package shop; import "units.proto"; message Money { int64 cents = 1; Unit unit = 2; }',
      },
    ]
    const money = Buffer.from([0x0a, 0x02, 0x08, 0x07])
    const decimal = Buffer.from([0x12, 0x08, 0x0a, 0x02, 0x04, 0xe2, 0x10, 0x04, 0x18, 0x02])
    expect(
      fieldsOf(Buffer.concat([Buffer.from([0]), money, decimal]), found('PROTOBUF', text, references)),
    ).to.deep.equal({ money: { cents: 7, unit: 'CENT' }, exact: '12.50' })
  })

  it('reads schemas of proto2', () => {
    const text = `syntax = "proto2"; message Old { required string id = 1; optional int32 n = 2 [default = 7]; }`
    expect(fieldsOf(Buffer.from([0, 0x0a, 1, 0x61]), found('PROTOBUF', text))).to.deep.equal({ id: 'a' })
  })

  it('is refused with what is wrong, and never throws', () => {
    expect([
      decode(new TopicEntry(recordOf(framed(order({}))))),
      decode(entryOf(order({}), found('AVRO', '"string"'))),
      decode(entryOf(order({}), found('PROTOBUF', 'syntax = "proto3"; import "lost.proto"; message A {}'))),
      decode(entryOf(Buffer.from([2, 2, 0x0a, 0x09]), schema)),
      decode(entryOf(Buffer.from([0x80]), schema)),
      decode(entryOf(Buffer.from([1]), schema)),
    ]).to.deep.equal([
      refusal('the schema 7 in the envelope', 'none'),
      refusal('a schema of type PROTOBUF under the id 7', 'AVRO'),
      refusal('a schema that can be read under the id 7', 'lost.proto, which it imports, is not among its references'),
      refusal('protobuf of the message .shop.Order', 'index out of range: 2 + 9 > 2'),
      refusal('the place of a message in its schema', 'other bytes'),
      refusal('the place of a message in its schema', 'other bytes'),
    ])
    fc.assert(
      fc.property(fc.uint8Array(), (garbage) => {
        decode(entryOf(placed([1], garbage), schema))
        decode(entryOf(garbage, schema))
      }),
    )
  })

  it('finds its place as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 5 }), fc.uint8Array(), (indexes, rest) => {
        const bytes = placed(indexes, rest)
        expect(readIndexes(bytes)).to.deep.equal(right({ indexes, end: bytes.length - rest.length }))
      }),
    )
    const negative = placed([-1], Buffer.alloc(0))
    expect(readIndexes(negative)).to.deep.equal(refusal('the place of a message in its schema', 'other bytes'))
    expect(readIndexes(Buffer.from([0, 9]))).to.deep.equal(right({ indexes: [0], end: 1 }))
  })
})
