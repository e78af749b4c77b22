import { expect } from 'chai'
import fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import { formats } from '../../src/formats/formats.ts'
import { readingOf } from '../../src/formats/reading.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import { FormatName } from '../../src/settings/format.ts'
import { anyAnswer, anyRecord } from '../support/any-record.ts'
import { header } from '../support/record-of.ts'

const names = Object.keys(formats).filter(FormatName.is)
const readings = names.map((format) => readingOf({ format, messageId: undefined, unwanted: 'skip' }))

const anyText = fc.oneof(
  fc.string(),
  fc.json(),
  anyRecord.map((record) => new TopicEntry(record).envelope),
)
const anyRaw = fc.oneof(
  fc.anything(),
  fc.record({
    bytes: fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
      fc.anything(),
    ),
    envelope: fc.oneof(anyText, fc.anything()),
    receivedAt: fc.anything(),
  }),
)

/** Records of JSON, some of which are CloudEvents, framed, or have members of odd names. */
const anyJson = fc
  .tuple(
    anyRecord,
    fc.oneof(
      fc.dictionary(fc.constantFrom('kafka', 'data', '__proto__', 'type'), fc.jsonValue()),
      fc.jsonValue().map((data) => ({ specversion: '1.0', id: '1', source: '/s', type: 't', data })),
    ),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([record, json, isFramed, isBinary]) => {
    const text = Buffer.from(JSON.stringify(json))
    const value = isFramed ? Buffer.concat([Buffer.from([0, 0, 0, 0, 1]), text]) : text
    const attributes = ['specversion', 'id', 'source', 'type'].map((name) => header(`ce_${name}`, '1.0'))
    return new TopicEntry({ ...record, value, headers: isBinary ? attributes : [] })
  })

describe('reading what lies on a topic', () => {
  it('tells an event, a tombstone, or what is wrong, of whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyRaw,
          fc.tuple(anyRecord, anyAnswer).map((known) => new TopicEntry(...known)),
        ),
        (raw) => {
          for (const { decode, unread } of readings) {
            const decoded = decode(raw)
            const told = isRight(decoded) ? decoded.right.messageId : (Object(decoded.left).faults ?? decoded.left._tag)
            expect(told).to.have.length.above(0)
            expect(unread?.text(raw) ?? Buffer.alloc(0)).to.be.instanceOf(Uint8Array)
          }
        },
      ),
    )
  })

  it('takes from the text that is told beforehand all fields but kafka as they are', () => {
    let compared = 0
    fc.assert(
      fc.property(anyJson, (entry) => {
        for (const { decode, unread } of readings) {
          if (unread === undefined || !('except' in unread.fields)) continue
          const text = unread.text(entry)
          const decoded = decode(entry)
          if (text === undefined || !isRight(decoded)) continue
          const { kafka: _, ...fields } = decoded.right.fields
          const { kafka: own, ...written } = JSON.parse(Buffer.from(text).toString())
          expect(fields).to.deep.equal(written)
          expect(Object(decoded.right.fields['kafka']).own).to.deep.equal(own)
          compared += 1
        }
      }),
      { numRuns: 500 },
    )
    expect(compared).to.be.above(300)
  })
})
