import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { ask, basic, type Ask } from './support/ask.ts'
import { TRACKING, withSegment } from './support/each.ts'

const auth = basic('WK_test')
const track = { event: 'Order Completed', userId: 'u1', messageId: 'm1' }
const text = JSON.stringify(track)
const batch = (items: readonly unknown[], rest: object = {}): string => JSON.stringify({ batch: items, ...rest })

const error = (code: string, message: string) => ({ success: false, code, message })
const notJson = error('invalid_json', 'the body is not JSON')
const tooLarge = error('too_large', 'the body is over 2048 bytes')

const limits = { maxBodyBytes: 2048, maxInflatedBytes: 4096, maxItems: 3, maxSharedBytes: 200, maxEventBytes: 1024 }

const cases: readonly (readonly [string, string, Ask, number, unknown])[] = [
  ['an event', '/v1/track', { body: text }, 200, { success: true }],
  ['an event after a slash', '/v1/track/', { body: text }, 200, { success: true }],
  ['an event with a byte order mark', '/v1/t', { body: `\uFEFF${text}` }, 200, { success: true }],
  [
    'an event labelled text/plain',
    '/v1/t',
    { headers: { 'content-type': 'text/plain' }, body: text },
    200,
    { success: true },
  ],
  [
    'a gzipped event labelled as a form',
    '/v1/t',
    {
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
      body: gzipSync(text),
    },
    200,
    { success: true },
  ],
  ['an event in chunks', '/v1/t', { headers: { 'transfer-encoding': 'chunked' }, body: text }, 200, { success: true }],
  [
    'an event after 100-continue',
    '/v1/t',
    { headers: { expect: '100-continue', 'content-length': text.length }, body: text },
    200,
    { success: true },
  ],
  ['an empty batch', '/v1/batch', { body: batch([]) }, 200, { success: true }],
  ['telemetry', '/v1/m', { headers: { authorization: '' }, body: '{"series":[]}' }, 200, { success: true }],
  [
    'settings',
    '/v1/projects/WK_test/settings',
    { method: 'GET' },
    200,
    { integrations: { 'Segment.io': { apiKey: 'WK_test' } } },
  ],
  [
    'settings of a stranger',
    '/v1/projects/WK_no/settings',
    { method: 'GET' },
    404,
    error('not_found', 'there are no settings for this write key'),
  ],
  ['nothing', '/v1/track', { body: '' }, 400, notJson],
  ['half an event', '/v1/track', { body: text.slice(0, -1) }, 400, notJson],
  ['two events on one line', '/v1/track', { body: text + text }, 400, notJson],
  ['what is not JSON', '/v1/track', { body: '{a:1}' }, 400, notJson],
  [
    'a list where an event belongs',
    '/v1/track',
    { body: '[]' },
    400,
    error('invalid_body', 'the body is not an object'),
  ],
  ['a batch that is cut off', '/v1/batch', { body: batch([track]).slice(0, -2) }, 400, notJson],
  ['a batch with a broken member', '/v1/batch', { body: '{"batch":[],"sentAt":now}' }, 400, notJson],
  ['a body without a batch', '/v1/batch', { body: text }, 400, error('invalid_body', 'the body has no list `batch`')],
  [
    'a batch that is an object',
    '/v1/batch',
    { body: '{"batch":{}}' },
    400,
    error('invalid_body', 'the body has no list `batch`'),
  ],
  ['a bare array', '/v1/batch', { body: '[]' }, 400, notJson],
  [
    'a context too deep',
    '/v1/batch',
    { body: `{"batch":[],"context":${'['.repeat(65)}${']'.repeat(65)}}` },
    400,
    error('invalid_body', 'the batch is over 64 levels deep'),
  ],
  [
    'what is not gzip',
    '/v1/track',
    { headers: { 'content-encoding': 'gzip' }, body: text },
    400,
    error('invalid_json', 'the body is not gzip'),
  ],
  [
    'brotli',
    '/v1/track',
    { headers: { 'content-encoding': 'br' }, body: text },
    415,
    error('unsupported_encoding', 'the only content encoding understood is gzip'),
  ],
  [
    'gzip twice',
    '/v1/track',
    { headers: { 'content-encoding': 'gzip, gzip' }, body: text },
    415,
    error('unsupported_encoding', 'the only content encoding understood is gzip'),
  ],
  ['a body over the limit', '/v1/track', { body: 'x'.repeat(2049) }, 413, tooLarge],
  ['a body over the limit by megabytes', '/v1/track', { body: 'x'.repeat(4_000_000) }, 413, tooLarge],
  [
    'a body over the limit in chunks',
    '/v1/track',
    { headers: { 'transfer-encoding': 'chunked' }, body: 'x'.repeat(2049) },
    413,
    tooLarge,
  ],
  [
    'a gzip bomb',
    '/v1/track',
    { headers: { 'content-encoding': 'gzip' }, body: gzipSync('x'.repeat(1_000_000)) },
    413,
    error('too_large', 'the inflated body is over 4096 bytes'),
  ],
  [
    'a batch of too many',
    '/v1/batch',
    { body: batch([1, 2, 3, 4]) },
    413,
    error('too_large', 'the batch has more than 3 events'),
  ],
  [
    'a batch that says too much for all',
    '/v1/batch',
    { body: batch([], { context: { a: 'x'.repeat(200) } }) },
    413,
    error('too_large', 'what the batch says for all events is over 200 bytes'),
  ],
  [
    'an expectation of something else',
    '/v1/track',
    { headers: { expect: 'tea', 'content-length': 0 } },
    417,
    error('expectation_failed', 'the only expectation understood is 100-continue'),
  ],
  [
    'a GET of events',
    '/v1/track',
    { method: 'GET' },
    405,
    error('method_not_allowed', 'the methods here are POST, OPTIONS'),
  ],
  ['a HEAD of events', '/v1/track', { method: 'HEAD' }, 405, ''],
  [
    'a PUT of events',
    '/v1/batch',
    { method: 'PUT', body: text },
    405,
    error('method_not_allowed', 'the methods here are POST, OPTIONS'),
  ],
  ['another path', '/v1/other', { body: text }, 404, error('not_found', 'there is nothing at this path')],
  ['the root', '/', { method: 'GET' }, 404, error('not_found', 'there is nothing at this path')],
]

describe('the answer to', () => {
  const running = withSegment({ tracking: { ...TRACKING.tracking, limits } })

  for (const [what, path, request, status, body] of cases) {
    it(`${what} is ${status}`, async () => {
      const reply = await ask(running().url + path, { ...request, headers: { ...auth, ...request.headers } })
      expect({ status: reply.status, body: reply.body }).to.deep.equal({ status, body })
    })
  }

  it('an unread body closes the connection', async () => {
    const reply = await ask(`${running().url}/v1/track`, { body: 'x'.repeat(4_000_000), headers: basic('no') })
    expect([reply.status, reply.headers['connection']]).to.deep.equal([401, 'close'])
  })

  it('a refusal says what is allowed', async () => {
    expect((await ask(`${running().url}/v1/track`, { method: 'GET' })).headers['allow']).to.equal('POST, OPTIONS')
  })

  const routes = ['track', 'identify', 'page', 'screen', 'group', 'alias'].flatMap((type) => [
    [`/v1/${type}`, type],
    [`/v1/${type.slice(0, 1)}`, type],
  ])
  for (const [path, type] of routes) {
    it(`a ${type} at ${path} is stored under its type, byte for byte`, async () => {
      const sent = '{ "userId" : 12345678901234567890, "messageId":"m" }'
      await ask(running().url + path, { headers: auth, body: ` ${sent}\n` })
      expect(
        running().journal.entries.map(({ bytes, envelope }) => [
          Buffer.from(bytes).toString(),
          JSON.parse(envelope ?? ''),
        ]),
      ).to.deep.equal([[sent, { channel: 'tracking', type }]])
    })
  }

  for (const path of ['/v1/batch', '/v1/b', '/v1/import']) {
    it(`a batch at ${path} is stored whole, in one append, with what it says for all`, async () => {
      const sentAt = '2026-11-21T07:43:00.466Z'
      const body = batch([track, { ...track, messageId: null }], { sentAt, context: { library: 'go' }, writeKey: 'x' })
      await ask(running().url + path, { headers: auth, body })
      const shared = { channel: 'tracking', sentAt, context: { library: 'go' } }
      const [append, ...more] = running().journal.appends
      const envelopes = append?.map(({ envelope }): Record<string, unknown> => JSON.parse(envelope ?? ''))
      expect(more).to.deep.equal([])
      expect(envelopes?.[0]).to.deep.equal(shared)
      expect({ ...envelopes?.[1], messageId: '' }).to.deep.equal({ ...shared, messageId: '' })
      expect(envelopes?.[1]?.['messageId']).to.match(/^[0-9a-f-]{36}$/)
    })
  }
})
