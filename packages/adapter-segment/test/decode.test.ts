import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { createDecode, decodeSegment } from '../src/decode.ts'
import { NOW } from './support/start-segment.ts'

const RECEIVED = '2026-11-21T08:00:00.000Z'

const decode = (event: unknown, envelope?: unknown) =>
  decodeSegment({
    bytes: Buffer.from(typeof event === 'string' ? event : JSON.stringify(event)),
    envelope: envelope === undefined ? undefined : JSON.stringify(envelope),
    receivedAt: NOW,
  })

const refusal = (path: string, expected: string, found: string) =>
  left({ _tag: 'DecodeFailure', faults: [{ path, expected, found }] })

const track = { type: 'track', event: 'Order Completed', userId: 'u1', messageId: 'm1' }
const tracking = { channel: 'tracking' }
const webhook = { channel: 'webhook' }

describe('decoding', () => {
  it('keeps every field of a line that has no envelope, its times too', () => {
    const event = {
      ...track,
      timestamp: '2026-11-20T00:00:00.000Z',
      originalTimestamp: '2026-11-20T01:00:00.000Z',
      sentAt: '2026-11-20T01:00:00.000Z',
      receivedAt: '2026-11-20T00:00:01.000Z',
      of: { our: ['own'] },
    }
    expect(decode(event)).to.deep.equal(right({ messageId: 'm1', fields: event }))
  })

  it('adds when the event came', () => {
    expect(decode(track, webhook)).to.deep.equal(right({ messageId: 'm1', fields: { ...track, receivedAt: RECEIVED } }))
  })

  it('takes a line that is none of the calls for what a webhook sends, where the source has webhooks', () => {
    const line = { bytes: Buffer.from('{"messageId":"m1","order":7}'), receivedAt: NOW }
    expect([createDecode(true)(line), createDecode(false)(line)]).to.deep.equal([
      right({ messageId: 'm1', fields: { messageId: 'm1', order: 7 } }),
      refusal('type', 'one of track, identify, page, screen, group, alias, delete', 'nothing'),
    ])
  })

  it('knows a line without an id by what it says', () => {
    const { messageId: _, ...line } = track
    const [one, again, other] = [decode(line), decode(line), decode({ ...line, event: 'Order Refunded' })]
    expect(one).to.deep.equal(again)
    expect(one).to.not.deep.equal(other)
    expect(one)
      .to.have.nested.property('right.messageId')
      .that.matches(/^line-[0-9a-f]{32}$/)
  })

  it('refuses an event without an id that came with an envelope: intake gives each one', () => {
    expect(decode({ ...track, messageId: undefined }, tracking)).to.deep.equal(
      refusal('messageId', 'an id of at most 256 characters', 'nothing'),
    )
  })

  it('adds nothing to a line that has no envelope', () => {
    expect(decode(track)).to.deep.equal(right({ messageId: 'm1', fields: track }))
  })

  it('fills an event from its batch, the event first, contexts one level deep', () => {
    const event = { ...track, userId: null, context: { ip: '1.2.3.4', page: { url: 'a' } }, integrations: { A: true } }
    const shared = {
      ...tracking,
      messageId: 'made',
      userId: 'of the batch',
      sentAt: '2026-11-21T08:00:00.000Z',
      context: { ip: '9.9.9.9', page: { path: 'b' }, library: { name: 'go' } },
      integrations: { All: false },
    }
    expect(decode(event, shared)).to.deep.equal(
      right({
        messageId: 'm1',
        fields: {
          ...event,
          userId: 'of the batch',
          context: { ip: '1.2.3.4', page: { url: 'a' }, library: { name: 'go' } },
          integrations: { All: false, A: true },
          sentAt: '2026-11-21T08:00:00.000Z',
          receivedAt: RECEIVED,
          timestamp: RECEIVED,
        },
      }),
    )
  })

  const times: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>, string])[] = [
    [
      'moves a time by how far the client is behind',
      { timestamp: '2026-11-21T06:00:00.000Z', sentAt: '2026-11-21T07:00:00.000Z' },
      {},
      '2026-11-21T07:00:00.000Z',
    ],
    [
      'moves a time back where the client is ahead',
      { timestamp: '2026-11-21T09:00:00.000Z', sentAt: '2026-11-21T09:30:00.000Z' },
      {},
      '2026-11-21T07:30:00.000Z',
    ],
    [
      'keeps a time beside originalTimestamp: it was corrected, or named by the caller',
      { timestamp: '2000-01-01T00:00:00Z', originalTimestamp: '2026-11-21T07:59:58Z', sentAt: '2026-11-21T08:00:00Z' },
      {},
      '2000-01-01T00:00:00Z',
    ],
    [
      'takes sentAt from the batch',
      { timestamp: '2026-11-21T06:00:00Z' },
      { sentAt: '2026-11-21T07:00:00Z' },
      '2026-11-21T07:00:00.000Z',
    ],
    [
      'prefers the event’s own sentAt',
      { timestamp: '2026-11-21T06:00:00Z', sentAt: '2026-11-21T07:00:00Z' },
      { sentAt: '2026-11-21T01:00:00Z' },
      '2026-11-21T07:00:00.000Z',
    ],
    [
      'keeps an import historical',
      { timestamp: '1999-12-31T23:59:59.000Z', sentAt: '2026-11-21T07:59:59Z' },
      {},
      '2000-01-01T00:00:00.000Z',
    ],
    [
      'reads what analytics-python writes',
      { timestamp: '2026-11-21T07:48:43.927+00:00' },
      { sentAt: '2026-11-21T07:48:44.128075+00:00' },
      '2026-11-21T07:59:59.799Z',
    ],
    [
      'takes a time without a zone for UTC',
      { timestamp: '2026-11-21T06:00:00', sentAt: '2026-11-21T08:00:00' },
      {},
      '2026-11-21T06:00:00.000Z',
    ],
    [
      'leaves a time alone without sentAt',
      { timestamp: '2026-11-21T06:00:00Z', sentAt: null },
      {},
      '2026-11-21T06:00:00Z',
    ],
    [
      'leaves a time alone when the clocks are over a day apart',
      { timestamp: '2026-11-19T06:00:00Z', sentAt: '2026-11-20T07:59:59Z' },
      {},
      '2026-11-19T06:00:00Z',
    ],
    ['leaves what is no time alone', { timestamp: 'yesterday', sentAt: '2026-11-21T07:00:00Z' }, {}, 'yesterday'],
    ['takes the time of arrival where there is none', {}, { sentAt: '2026-11-21T07:00:00Z' }, RECEIVED],
  ]
  for (const [fact, event, batch, timestamp] of times) {
    it(`${fact}`, () => {
      const read = decode({ ...track, ...event }, { ...tracking, ...batch })
      expect(read._tag === 'Right' && read.right.fields['timestamp']).to.equal(timestamp)
    })
  }

  it('keeps what the client said about the time', () => {
    const read = decode({ ...track, timestamp: '2026-11-21T06:00:00Z', sentAt: '2026-11-21T07:00:00Z' }, tracking)
    expect(read._tag === 'Right' && read.right.fields['originalTimestamp']).to.equal('2026-11-21T06:00:00Z')
  })

  it('leaves the times of a webhook alone: Segment has corrected them', () => {
    const event = { ...track, timestamp: '2026-11-21T06:00:00Z', sentAt: '2026-11-21T07:00:00Z' }
    expect(decode(event, webhook)).to.deep.equal(right({ messageId: 'm1', fields: { ...event, receivedAt: RECEIVED } }))
  })

  it('reads numbers as ids', () => {
    const read = decode({ ...track, userId: 42, anonymousId: -1.5, messageId: 7 })
    expect(read).to.deep.equal(
      right({
        messageId: '7',
        fields: { ...track, userId: '42', anonymousId: '-1.5', messageId: '7' },
      }),
    )
  })

  const ID = 'an id: a text, or a number up to 2^53'
  const MESSAGE_ID = 'an id of at most 256 characters'
  const refused: readonly (readonly [string, unknown, ReturnType<typeof refusal>])[] = [
    ['nobody', { ...track, userId: null }, refusal('userId', 'a userId or an anonymousId', 'nothing')],
    ['an empty user', { ...track, userId: '' }, refusal('userId', 'a userId or an anonymousId', 'nothing')],
    ['a list as user', { ...track, userId: [] }, refusal('userId', ID, 'an empty list')],
    [
      'a rounded id',
      '{"type":"track","event":"e","messageId":"m","userId":12345678901234567890}',
      refusal('userId', ID, '12345678901234567000'),
    ],
    ['a messageId that is none', { ...track, messageId: true }, refusal('messageId', MESSAGE_ID, 'true')],
    [
      'a long messageId',
      { ...track, messageId: 'm'.repeat(257) },
      refusal('messageId', MESSAGE_ID, `"${'m'.repeat(57)}..."`),
    ],
    ['a track without an event', { ...track, event: '' }, refusal('event', 'a text that is not empty', '""')],
    ['properties that are a text', { ...track, properties: 'x' }, refusal('properties', 'an object', '"x"')],
    ['a context that is a list', { ...track, context: [1] }, refusal('context', 'an object', 'a list of 1')],
    ['a group without an id', { ...track, type: 'group' }, refusal('groupId', ID, 'nothing')],
    ['an alias without a previous id', { ...track, type: 'alias' }, refusal('previousId', ID, 'nothing')],
    [
      'a strange type',
      { ...track, type: 'merge' },
      refusal('type', 'one of track, identify, page, screen, group, alias, delete', '"merge"'),
    ],
    [
      'no type',
      { ...track, type: undefined },
      refusal('type', 'one of track, identify, page, screen, group, alias, delete', 'nothing'),
    ],
    ['a text', '"x"', refusal('', 'an object', '"x"')],
    ['null', 'null', refusal('', 'an object', 'null')],
    ['a list', '[{}]', refusal('', 'an object', 'a list of 1')],
    ['what is not JSON', '{"secret":', refusal('', 'JSON', 'something else')],
  ]
  for (const [what, event, expected] of refused) {
    it(`refuses ${what}`, () => {
      expect(decode(event)).to.deep.equal(expected)
    })
  }

  it('tells every fault of an event', () => {
    expect(decode({ type: 'track', messageId: 'm', properties: 1 })).to.deep.equal(
      left({
        _tag: 'DecodeFailure',
        faults: [
          { path: 'event', expected: 'a text that is not empty', found: 'nothing' },
          { path: 'properties', expected: 'an object', found: '1' },
          { path: 'userId', expected: 'a userId or an anonymousId', found: 'nothing' },
        ],
      }),
    )
  })

  it('refuses what intake found too large or too deep', () => {
    const fault = { expected: 'an event at most 64 levels deep', found: '65 levels' }
    expect(decode(track, { ...tracking, fault })).to.deep.equal(refusal('', fault.expected, fault.found))
  })

  it('takes any object from a webhook, with the id made at intake', () => {
    const event = { order: { id: 'o1' }, type: 'vip' }
    expect(decode(event, { ...webhook, messageId: 'made' })).to.deep.equal(
      right({ messageId: 'made', fields: { ...event, messageId: 'made', receivedAt: RECEIVED } }),
    )
  })

  it('takes the deletion notice of the classic webhook', () => {
    const notice = { type: 'delete', userId: 'u1', timestamp: '2026-11-21T06:00:00Z' }
    expect(decode(notice, { ...webhook, messageId: 'made' })).to.deep.equal(
      right({ messageId: 'made', fields: { ...notice, messageId: 'made', receivedAt: RECEIVED } }),
    )
  })

  it('keeps __proto__ as a field like any other', () => {
    const read = decode(`{"__proto__":{"admin":true},${JSON.stringify(track).slice(1)}`, {
      ...tracking,
      context: { a: 1 },
    })
    expect(read._tag).to.equal('Right')
    const fields = read._tag === 'Right' ? read.right.fields : {}
    expect(fields['admin']).to.equal(undefined)
    expect(Object.getOwnPropertyNames(fields)).to.include('__proto__')
  })

  it('is total: any raw, any bytes and any envelope end in an event or a fault', () => {
    const raws = fc.oneof(
      fc.anything(),
      fc.record({
        bytes: fc.uint8Array(),
        envelope: fc.option(fc.string(), { nil: undefined }),
        receivedAt: fc.double(),
      }),
      fc.record({
        bytes: fc.json().map((text) => Buffer.from(text)),
        envelope: fc.json(),
        receivedAt: fc.integer(),
      }),
      fc.record({
        bytes: fc
          .jsonValue()
          .map((extra) => Buffer.from(JSON.stringify({ ...track, context: extra, timestamp: extra }))),
        envelope: fc.jsonValue().map((extra) => JSON.stringify({ channel: 'tracking', sentAt: extra, context: extra })),
        receivedAt: fc.integer(),
      }),
    )
    fc.assert(fc.property(raws, (raw) => ['Left', 'Right'].includes(decodeSegment(raw)._tag)))
  })
})
