import { expect } from 'chai'
import fc from 'fast-check'
import { isRight, left, right } from 'fp-ts/lib/Either.js'
import { decodeSegment } from '@vouchrelay/adapter-segment'
import { readingOf } from '../../src/formats/reading.ts'
import { shapeOf } from '../../src/formats/shape.ts'
import { TopicEntry } from '../../src/formats/topic-entry.ts'
import { kafka, recordOf } from '../support/record-of.ts'

const { decode, unread } = readingOf({ format: 'segment', messageId: undefined, unwanted: 'skip' })
const read = (event: unknown) => decode(new TopicEntry(recordOf(JSON.stringify(event))))
const track = { type: 'track', event: 'Order Completed', userId: 'u1', messageId: 'm1' }

const value = fc.oneof(fc.constantFrom('', 'a', null, 0, 7, 2 ** 60), fc.string(), fc.constantFrom([1], { a: null }))
const members = fc.oneof({ weight: 4, arbitrary: fc.dictionary(fc.constantFrom('a', 'b'), value) }, value)
const anyEvent = fc.record(
  {
    type: fc.constantFrom('track', 'identify', 'page', 'screen', 'group', 'alias', 'delete', 'nothing', null),
    event: value,
    messageId: fc.constantFrom<unknown>('m', 'n', 7, 'x'.repeat(257)),
    userId: fc.constantFrom<unknown>('u', 'v', 7, '', null, {}),
    anonymousId: fc.constantFrom<unknown>('a', 7, ''),
    groupId: fc.constantFrom<unknown>('g', 7, []),
    previousId: fc.constantFrom<unknown>('p', 7),
    context: members,
    properties: members,
    traits: members,
    name: value,
  },
  { requiredKeys: ['messageId', 'type'] },
)

describe("Segment's calls on a topic", () => {
  it('are read as the source of Segment reads them from a file', () => {
    let read = 0
    fc.assert(
      fc.property(anyEvent, (event) => {
        const line = { bytes: Buffer.from(JSON.stringify(event)), receivedAt: 0 }
        const decoded = decode(line)
        expect(decoded).to.deep.equal(decodeSegment(line))
        if (isRight(decoded)) read += 1
      }),
      { numRuns: 2_000 },
    )
    expect(read).to.be.above(100)
  })

  it('have their own id, or else their position', () => {
    const { messageId: _, ...bare } = track
    expect([read(track), read(bare), read({ ...bare, messageId: '' })]).to.deep.equal([
      right({ messageId: 'm1', fields: { ...track, kafka } }),
      right({ messageId: 'orders/0/7@1795000000000', fields: { ...bare, kafka } }),
      right({ messageId: 'orders/0/7@1795000000000', fields: { ...bare, kafka } }),
    ])
  })

  it('are refused with every fault', () => {
    const expected = 'a text that is not empty'
    expect(read({ ...track, event: '', userId: null })).to.deep.equal(
      left({
        _tag: 'DecodeFailure',
        faults: [
          { path: 'event', expected, found: '""' },
          { path: 'userId', expected: 'a userId or an anonymousId', found: 'nothing' },
        ],
      }),
    )
  })

  it('tell before they are decoded the fields that decoding leaves alone', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const entry = new TopicEntry(recordOf(JSON.stringify(event)))
        const decoded = decode(entry)
        if (!isRight(decoded) || unread === undefined || 'except' in unread.fields) return
        const written: Record<string, unknown> = JSON.parse(Buffer.from(unread.text(entry) ?? '').toString())
        for (const name of unread.fields) expect(decoded.right.fields[name]).to.deep.equal(written[name])
      }),
    )
    expect(unread?.fields).to.include('event').and.not.include('userId').and.not.include('kafka')
  })

  it('have the names of Segment and kafka, where other formats may have any', () => {
    expect(shapeOf({ format: 'segment' }))
      .to.include('properties')
      .and.include('kafka')
      .and.not.include('total')
    expect(shapeOf({ format: 'json' })).to.equal('open')
  })
})
