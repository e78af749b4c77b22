import { expect } from 'chai'
import fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import { readingOf } from '../../src/formats/reading.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import * as write from '../support/avro-writer.ts'
import { entryOf, found, framed } from '../support/framed.ts'
import { kafka, recordOf } from '../support/record-of.ts'

const { decode, unread } = readingOf({ format: 'avro', messageId: undefined, unwanted: 'skip' })
const messageId = 'orders/0/7@1795000000000'
const refusal = (path: string, expected: string, what: string) =>
  left({ _tag: 'DecodeFailure', faults: [{ path, expected, found: what }] })

/** A record with one field of a type. */
const schemaOf = (type: unknown, references: Parameters<typeof found>[2] = []) =>
  found('AVRO', JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: 'v', type }] }), references)
/** What a mapping sees of a field of this type. */
const seen = (type: unknown, payload: Uint8Array): unknown => {
  const decoded = decode(entryOf(payload, schemaOf(type)))
  return decoded._tag === 'Right' ? decoded.right.fields['v'] : decoded.left
}
const foundIn = (failure: unknown): unknown => Object(failure).faults[0].found
const logical = (type: string, logicalType: string, more: object = {}) => ({ type, logicalType, ...more })

describe('Avro on a topic', () => {
  it('is an event with its fields and its place', () => {
    expect(decode(entryOf(write.string('ada'), schemaOf('string')))).to.deep.equal(
      right({ messageId, fields: { v: 'ada', kafka } }),
    )
    expect(unread).to.equal(undefined)
  })

  it('keeps whole numbers exact: beyond 2^53 they are text', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (n) => {
        const exact = n <= 2n ** 53n - 1n && n >= 1n - 2n ** 53n ? Number(n) : String(n)
        for (const type of ['long', { type: 'long' }, logical('long', 'unheard-of'), logical('long', 'date')])
          expect(seen(type, write.long(n))).to.equal(exact)
      }),
    )
    const table = [2n ** 53n, 2n ** 53n - 1n, -(2n ** 63n), 0n]
    expect(table.map((n) => seen('long', write.long(n)))).to.deep.equal([
      '9007199254740992',
      9007199254740991,
      '-9223372036854775808',
      0,
    ])
  })

  it('shows logical types as text that says what they are', () => {
    const ms = 1_795_000_000_123n
    const day = write.long(8n * 3_600_000n)
    const table: readonly (readonly [type: unknown, payload: Buffer, shown: unknown])[] = [
      [logical('long', 'timestamp-millis'), write.long(ms), '2026-11-18T11:06:40.123Z'],
      [logical('long', 'timestamp-micros'), write.long(ms * 1000n + 4n), '2026-11-18T11:06:40.123004Z'],
      [logical('long', 'timestamp-nanos'), write.long(ms * 1_000_000n + 5n), '2026-11-18T11:06:40.123000005Z'],
      [logical('long', 'timestamp-millis'), write.long(-1), '1969-12-31T23:59:59.999Z'],
      [logical('long', 'timestamp-millis'), write.long(2n ** 62n), String(2n ** 62n)],
      [logical('long', 'local-timestamp-millis'), write.long(ms), '2026-11-18T11:06:40.123'],
      [logical('int', 'date'), write.long(20_778), '2026-11-21'],
      [logical('int', 'time-millis'), day, '08:00:00.000'],
      [logical('long', 'time-micros'), write.long(1), '00:00:00.000001'],
      [logical('string', 'uuid'), write.string('0f'), '0f'],
      [logical('bytes', 'decimal', { precision: 4, scale: 2 }), write.bytes(write.twosComplement(1250n, 2)), '12.50'],
      [logical('bytes', 'decimal', { precision: 4, scale: 2 }), write.bytes(write.twosComplement(-5n, 1)), '-0.05'],
      [
        logical('bytes', 'decimal', { precision: 30 }),
        write.bytes(write.twosComplement(10n ** 29n, 13)),
        `1${'0'.repeat(29)}`,
      ],
      [
        logical('fixed', 'decimal', { precision: 9, scale: 3, name: 'F', size: 4 }),
        write.twosComplement(-12_345n, 4),
        '-12.345',
      ],
      [
        logical('fixed', 'duration', { name: 'D', size: 12 }),
        Buffer.from([1, 0, 0, 0, 2, 0, 0, 0, 0xdc, 5, 0, 0]),
        'P1M2DT1.5S',
      ],
      [logical('bytes', 'decimal', { scale: -1 }), write.bytes(Buffer.from([7])), 'Bw=='],
    ]
    expect(table.map(([type, payload]) => seen(type, payload))).to.deep.equal(table.map(([, , shown]) => shown))
  })

  it('shows the value of the branch that was written, also where two records look alike', () => {
    const point = (name: string) => ({ type: 'record', name, fields: [{ name: 'x', type: 'int' }] })
    const type = ['null', 'string', 'long', point('A'), point('B'), { type: 'array', items: ['null', 'int'] }]
    const shown = [
      write.branch(0),
      write.branch(1, write.string('a')),
      write.branch(2, write.long(2n ** 60n)),
      write.branch(4, write.long(7)),
      write.branch(5, write.array([write.branch(0), write.branch(1, write.long(3))])),
    ].map((payload) => seen(type, payload))
    expect(shown).to.deep.equal([null, 'a', String(2n ** 60n), { x: 7 }, [null, 3]])
  })

  it('shows bytes as base64, enums as symbols, numbers of 32 bits as they were meant', () => {
    expect([
      seen('bytes', write.bytes(Buffer.from([0xff]))),
      seen({ type: 'fixed', name: 'F', size: 2 }, Buffer.from([1, 2])),
      seen({ type: 'enum', name: 'E', symbols: ['A', 'B'] }, write.long(1)),
      seen('float', write.float(12.34)),
      seen('double', write.double(12.34)),
      seen('double', write.double(Infinity)),
      seen('float', write.float(NaN)),
      seen('boolean', write.boolean(true)),
      seen({ type: 'map', values: 'long' }, write.map({ a: write.long(2n ** 60n), b: write.long(1) })),
    ]).to.deep.equal(['/w==', 'AQI=', 'B', 12.34, 12.34, 'Infinity', 'NaN', true, { a: String(2n ** 60n), b: 1 }])
  })

  it('reads records within records, and those that hold themselves', () => {
    const node = {
      type: 'record',
      name: 'Node',
      fields: [
        { name: 'n', type: 'long' },
        { name: 'next', type: ['null', 'Node'] },
      ],
    }
    const payload = write.record(write.long(1), write.branch(1, write.record(write.long(2n ** 55n), write.branch(0))))
    expect(seen(node, payload)).to.deep.equal({ n: 1, next: { n: String(2n ** 55n), next: null } })
  })

  it('reads blocks of a list that tell their bytes', () => {
    const block = Buffer.concat([write.long(-2), write.long(2), write.long(1), write.long(2)])
    const payload = Buffer.concat([block, write.long(1), write.long(3), write.long(0)])
    expect(seen({ type: 'array', items: 'int' }, payload)).to.deep.equal([1, 2, 3])
  })

  it('reads what a schema refers to', () => {
    const money = { type: 'record', name: 'shop.Money', fields: [{ name: 'cents', type: 'long' }] }
    const line = { type: 'record', name: 'shop.Line', fields: [{ name: 'price', type: 'shop.Money' }] }
    const references = [money, line].map((schema) => ({ name: schema.name, text: JSON.stringify(schema) }))
    const decoded = decode(entryOf(write.long(1250), schemaOf('shop.Line', references)))
    expect(decoded).to.deep.equal(right({ messageId, fields: { v: { price: { cents: 1250 } }, kafka } }))
  })

  it('is a map too, and no other type', () => {
    const map = found('AVRO', '{"type":"map","values":"int"}')
    expect(decode(entryOf(write.map({ a: write.long(1) }), map))).to.have.nested.property('right.fields.a', 1)
    expect(decode(entryOf(write.string('a'), found('AVRO', '"string"')))).to.deep.equal(
      refusal('', 'a record or a map', '"a"'),
    )
    expect(decode(entryOf(write.string('a'), found('AVRO', 'string')))).to.deep.equal(
      refusal('', 'a record or a map', '"a"'),
    )
  })

  it('is refused with what is wrong, and never throws', () => {
    const schema = schemaOf('string')
    const missing = { _tag: 'Missing', id: '7', found: 'none' } as const
    expect([
      decode(new TopicEntry(recordOf(framed(write.string('a'))))),
      decode(entryOf(write.string('a'), missing)),
      decode(entryOf(write.string('a'), found('PROTOBUF', ''))),
      decode(entryOf(write.string('a'), found('AVRO', '{"type":"unheard"}'))),
      decode(entryOf(Buffer.from([0x20]), schema)),
      decode(entryOf(Buffer.from([0, 0]), schema)),
      decode(new TopicEntry(recordOf('plain'))),
    ]).to.deep.equal([
      refusal('', 'the schema 7 in the envelope', 'none'),
      refusal('', 'a schema in the registry under the id 7', 'none'),
      refusal('', 'a schema of type AVRO under the id 7', 'PROTOBUF'),
      refusal('', 'a schema that can be read under the id 7', 'unknown type: "unheard"'),
      refusal('', 'Avro of the schema Order', 'bytes that end too early'),
      refusal('', 'Avro of the schema Order', '1 bytes more'),
      refusal('', "a schema's id: a byte 0 and 4 bytes, or a byte 1 and 16 bytes", 'a byte 112 at the beginning'),
    ])
    const odd = [seen('boolean', Buffer.from([2])), seen('int', write.long(2n ** 31n)), seen(['null'], write.long(1))]
    expect(odd.map(foundIn)).to.deep.equal(['a byte 2 for a boolean', '2147483648 for an int', 'no choice 1 of 1'])
    const nulls = Buffer.concat(Array.from({ length: 3 }, () => write.long(2n ** 40n)))
    expect(decode(entryOf(nulls, schemaOf({ type: 'array', items: 'null' })))).to.deep.equal(
      refusal('', 'Avro of the schema Order', 'more items than bytes'),
    )
    fc.assert(
      fc.property(fc.uint8Array(), (garbage) => {
        decode(entryOf(garbage, schemaOf({ type: 'array', items: ['null', 'string', 'double', 'bytes'] })))
      }),
    )
  })

  it('is read from a line, which holds the event as mappings see it', () => {
    const line = { bytes: Buffer.from('{"v":"ada","kafka":{"key":"k"}}'), receivedAt: 0 }
    expect(decode(line)).to.have.deep.nested.property('right.fields', { v: 'ada', kafka: { key: 'k' } })
  })
})
