import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import { readingOf } from '../../src/formats/reading.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import { header, kafka, recordOf } from '../support/record-of.ts'

const reading = readingOf({ format: 'json', messageId: undefined, unwanted: 'skip' })
const messageId = 'orders/0/7@1795000000000'
const refusal = (path: string, expected: string, found: string) =>
  left({ _tag: 'DecodeFailure', faults: [{ path, expected, found }] })

describe('JSON on a topic', () => {
  it('is an event with its fields and its place', () => {
    const record = recordOf('{"total":12.5}', { key: Buffer.from('ada'), headers: [header('trace', 't1')] })
    expect(reading.decode(new TopicEntry(record))).to.deep.equal(
      right({ messageId, fields: { total: 12.5, kafka: { ...kafka, key: 'ada', headers: { trace: 't1' } } } }),
    )
  })

  it('keeps what the event itself calls kafka', () => {
    expect(reading.decode(new TopicEntry(recordOf('{"kafka":"mine"}')))).to.deep.equal(
      right({ messageId, fields: { kafka: { ...kafka, own: 'mine' } } }),
    )
  })

  it('leaves out keys and headers that are no text, and takes the last header of a name', () => {
    const record = recordOf('{}', {
      key: Buffer.from([0, 0, 0, 7]),
      headers: [
        header('a', 'first'),
        header('a', 'last'),
        header('binary', 'first'),
        ['binary', Buffer.from([0xff])],
        ['none', undefined],
        header('__proto__', 'p'),
      ],
    })
    const decoded = reading.decode(new TopicEntry(record))
    const headers = Object.fromEntries([['a', 'last'] as const, ['none', null] as const, ['__proto__', 'p'] as const])
    expect(decoded).to.deep.equal(right({ messageId, fields: { kafka: { ...kafka, headers } } }))
  })

  it('tells an offset beyond 2^53 as text, and no time where the producer gave none', () => {
    const record = recordOf('{}', { offset: 9_007_199_254_740_993n, timestamp: -1 })
    expect(reading.decode(new TopicEntry(record))).to.deep.equal(
      right({
        messageId: 'orders/0/9007199254740993@-1',
        fields: { kafka: { topic: 'orders', partition: 0, offset: '9007199254740993' } },
      }),
    )
  })

  const broken: readonly (readonly [what: string, value: string | Buffer, refused: ReturnType<typeof refusal>])[] = [
    ['no JSON', 'total=7', refusal('', 'JSON', 'something else')],
    ['nothing, though a value is there', '', refusal('', 'JSON', 'something else')],
    ['no object', '[1]', refusal('', 'an object', 'a list of 1')],
    ['a text', '"a"', refusal('', 'an object', '"a"')],
    ['other bytes', Buffer.from([0, 1, 2]), refusal('', 'JSON', 'something else')],
  ]
  for (const [what, value, refused] of broken) {
    it(`is refused where it is ${what}`, () =>
      expect(reading.decode(new TopicEntry(recordOf(value)))).to.deep.equal(refused))
  }

  it('is a tombstone where there is no value', () => {
    const entry = new TopicEntry(recordOf(undefined))
    expect(reading.decode(entry)).to.deep.equal(left({ _tag: 'Tombstone' }))
    expect(reading.decode({ bytes: entry.bytes, envelope: entry.envelope, receivedAt: 0 })).to.deep.equal(
      left({ _tag: 'Tombstone' }),
    )
    expect(reading.unread?.text(entry)).to.equal(undefined)
  })

  it('is read from a line of a file, which is known by what it says', () => {
    const line = { bytes: Buffer.from('{"kafka":{"key":"ada"}}'), receivedAt: 0 }
    expect(reading.decode(line)).to.deep.equal(
      right({ messageId: 'line-615816120f515914e058d68a72a7af86', fields: { kafka: { key: 'ada' } } }),
    )
  })

  it('tells its text before it is decoded', () => {
    const record = recordOf('{"total":1}')
    expect(reading.unread?.text(new TopicEntry(record))).to.equal(record.value)
    const decoding = readingOf({ format: 'json', messageId: undefined, unwanted: 'decode' })
    expect(Object.keys(decoding)).to.deep.equal(['decode'])
  })
})

describe('JSON behind the id of a schema', () => {
  const framed = readingOf({ format: 'jsonschema', messageId: undefined, unwanted: 'skip' })
  const value = Buffer.concat([Buffer.from([0, 0, 0, 0, 9]), Buffer.from('{"total":1}')])
  const event = right({ messageId, fields: { total: 1, kafka } })

  it('is an event, and its text can be told', () => {
    const entry = new TopicEntry(recordOf(value))
    expect(framed.decode(entry)).to.deep.equal(event)
    expect(Buffer.from(framed.unread?.text(entry) ?? '').toString()).to.equal('{"total":1}')
  })

  it('is an event without a frame too: the id may be in a header, and a line has none', () => {
    const guid = Buffer.concat([Buffer.from([1]), Buffer.alloc(16, 7)])
    const entry = new TopicEntry(recordOf('{"total":1}', { headers: [['__value_schema_id', guid]] }))
    expect(framed.decode(entry)).to.have.nested.property('right.fields.total', 1)
    expect(framed.decode(new TopicEntry(recordOf('{"total":1}')))).to.deep.equal(event)
  })

  it('is refused where the frame is cut short', () => {
    const expected = "a schema's id: a byte 0 and 4 bytes, or a byte 1 and 16 bytes"
    expect(framed.decode(new TopicEntry(recordOf(value.subarray(0, 4))))).to.deep.equal(
      refusal('', expected, '4 bytes'),
    )
    const entry = new TopicEntry(recordOf('{}', { headers: [header('__value_schema_id', 'x')] }))
    expect(framed.decode(entry)).to.deep.equal(
      refusal('kafka.headers.__value_schema_id', expected, 'a byte 120 at the beginning'),
    )
  })
})
