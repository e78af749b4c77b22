import { expect } from 'chai'
import fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import { decodeSegment } from '../src/decode.ts'
import { segment } from '../src/plugin.ts'
import { unreadSegment } from '../src/unread.ts'

const entry = (event: unknown, envelope?: unknown) => ({
  bytes: Buffer.from(JSON.stringify(event)),
  envelope: envelope === undefined ? undefined : JSON.stringify(envelope),
  receivedAt: 0,
})

const value = fc.oneof(fc.constantFrom('', 'a', null, 0, 7), fc.string(), fc.constantFrom([1], { a: null }))
const members = fc.dictionary(fc.constantFrom('a', 'library', 'All', 'type'), value)

const anyEvent = fc.record(
  {
    type: fc.constantFrom('track', 'identify', 'identify', 'page', 'nothing', '', null),
    event: fc.constant('Order Completed'),
    messageId: fc.constantFrom('m', 7),
    userId: fc.constantFrom('u', 7),
    anonymousId: fc.constantFrom('a', 7, ''),
    groupId: fc.constantFrom('g', 7),
    timestamp: fc.constant('2026-11-21T08:00:00.000Z'),
    context: members,
    integrations: members,
    properties: members,
    traits: members,
    name: value,
    other: value,
  },
  { requiredKeys: ['messageId', 'userId', 'type', 'event'] },
)

const anyEnvelope = fc.option(
  fc.record(
    {
      channel: fc.constantFrom('tracking', 'webhook'),
      type: fc.constantFrom('track', 'group'),
      messageId: fc.constant('made'),
      sentAt: fc.constant('2026-11-21T08:00:00.000Z'),
      context: members,
      integrations: members,
      userId: fc.constant('shared'),
    },
    { requiredKeys: ['channel'] },
  ),
  { nil: undefined },
)

describe('an event that is not read', () => {
  it('has the fields that decoding gives it, where its text can be told', () => {
    let told = 0
    fc.assert(
      fc.property(anyEvent, anyEnvelope, (event, envelope) => {
        const raw = entry(event, envelope)
        const text = unreadSegment.text(raw)
        const decoded = decodeSegment(raw)
        if (text === undefined || !isRight(decoded)) return
        told += 1
        const written: Record<string, unknown> = JSON.parse(Buffer.from(text).toString())
        for (const name of unreadSegment.fields) expect(decoded.right.fields[name]).to.deep.equal(written[name])
      }),
      { numRuns: 2_000 },
    )
    expect(told).to.be.above(150)
  })

  it('tells its text where the envelope brings nothing of it', () => {
    const envelopes = [undefined, { channel: 'tracking', messageId: 'm', sentAt: '2026-11-21T08:00:00.000Z' }]
    for (const raw of envelopes.map((envelope) => entry({ type: 'page' }, envelope))) {
      expect(unreadSegment.text(raw)).to.equal(raw.bytes)
    }
  })

  it('tells nothing where the envelope brings a type, a context or integrations', () => {
    for (const brought of [{ type: 'track' }, { context: {} }, { integrations: {} }]) {
      expect(unreadSegment.text(entry({}, { channel: 'tracking', ...brought }))).to.equal(undefined)
    }
  })

  it('tells nothing of what is no journal entry', () => {
    expect(unreadSegment.text('{}')).to.equal(undefined)
  })

  it('may be skipped where the settings say so', () => {
    const unreadOf = (unwanted?: string) => {
      const read = segment.config.decode({ tracking: { writeKeys: ['k'] }, unwanted })
      return isRight(read) ? segment.pure(read.right).unread : 'no settings'
    }
    expect([unreadOf(), unreadOf('decode'), unreadOf('skip')]).to.deep.equal([undefined, undefined, unreadSegment])
  })
})
