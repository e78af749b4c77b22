import { expect } from 'chai'
import fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import { readEnvelope } from '../../src/formats/envelope.ts'
import { formats } from '../../src/formats/formats.ts'
import { readingOf } from '../../src/formats/reading.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import { FormatName } from '../../src/settings/format.ts'
import { anyAnswer, anyRecord } from '../support/any-record.ts'
import { header, recordOf } from '../support/record-of.ts'

describe('the envelope of a record', () => {
  it('brings back the record and its schema, beside the bytes', () => {
    fc.assert(
      fc.property(anyRecord, anyAnswer, (record, schema) => {
        const entry = new TopicEntry(record, schema)
        expect(readEnvelope(entry.envelope, entry.bytes)).to.deep.equal(right({ record, schema }))
      }),
    )
  })

  it('is decoded as the record is, in every format', () => {
    const names = Object.keys(formats).filter(FormatName.is)
    fc.assert(
      fc.property(fc.constantFrom(...names), anyRecord, anyAnswer, (format, record, schema) => {
        const { decode, unread } = readingOf({ format, messageId: undefined, unwanted: 'skip' })
        const entry = new TopicEntry(record, schema)
        const letter = { bytes: entry.bytes, envelope: entry.envelope, receivedAt: 0 }
        expect(decode(letter)).to.deep.equal(decode(entry))
        expect(unread?.text(letter)).to.deep.equal(unread?.text(entry))
      }),
    )
  })

  it('shows texts as texts', () => {
    const record = recordOf('{}', { key: Buffer.from('ada'), headers: [header('a', 'b'), ['c', Buffer.from([0xff])]] })
    expect(JSON.parse(new TopicEntry(record).envelope)).to.deep.equal({
      topic: 'orders',
      partition: 0,
      offset: '7',
      timestamp: 1_795_000_000_000,
      key: 'ada',
      headers: [
        ['a', 'b'],
        ['c', { base64: '/w==' }],
      ],
    })
  })

  it('is refused where it is none, with what is wrong', () => {
    const refusal = (path: string, expected: string, found: string) =>
      left({ _tag: 'DecodeFailure', faults: [{ path, expected, found }] })
    const bytes = Buffer.from('{}')
    const { offset: _, ...rest } = JSON.parse(new TopicEntry(recordOf(bytes)).envelope)
    expect([readEnvelope('{', bytes), readEnvelope(JSON.stringify(rest), bytes)]).to.deep.equal([
      refusal('', 'an envelope in JSON', 'something else'),
      refusal('offset', 'an offset in digits', 'nothing'),
    ])
  })
})
