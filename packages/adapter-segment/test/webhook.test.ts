import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { ask, type Ask } from './support/ask.ts'
import { withSegment } from './support/each.ts'

const first = '{"type":"track","event":"e","userId":"u","messageId":"m1"}'
const second = '{"type":"track","event":"e","userId":"u","messageId":"m2"}'
const batch = `[${first},${second}]`

const sign = (text: string, secret = 'shh'): string => createHmac('sha1', secret).update(text).digest('hex')
const signed = (text: string, secret?: string) => ({ 'x-signature': sign(text, secret) })

const wrong = { success: false, code: 'unauthorized', message: 'the signature is missing or wrong' }
const strange = { success: false, code: 'unauthorized', message: 'the secret header is missing or wrong' }
const unsignedBatch = {
  success: false,
  code: 'unsigned_batch',
  message: 'Segment signs only the first event of a batch: set a secret header, or turn batching off',
}
const taken = { success: true }
const secret = { 'x-relay': 'covered' }

const cases: readonly (readonly [string, string, Ask, number, unknown])[] = [
  ['one event, signed', '/signed', { headers: signed(first), body: first }, 200, taken],
  [
    'one event, signed in capitals',
    '/signed',
    { headers: { 'x-signature': sign(first).toUpperCase() }, body: first },
    200,
    taken,
  ],
  ['one event, signed with the secret before', '/signed', { headers: signed(first, 'old'), body: first }, 200, taken],
  ['one event by PUT', '/signed', { method: 'PUT', headers: signed(first), body: first }, 200, taken],
  [
    'one event by PATCH, after a slash',
    '/signed/',
    { method: 'PATCH', headers: signed(first), body: first },
    200,
    taken,
  ],
  ['one event with its own spacing', '/signed', { headers: signed(`${first} `), body: `${first} ` }, 200, taken],
  ['a batch of one', '/signed', { headers: signed(first), body: `[${first}]` }, 200, taken],
  ['one event, tampered with', '/signed', { headers: signed(first), body: second }, 401, wrong],
  ['one event, signed with another secret', '/signed', { headers: signed(first, 'guess'), body: first }, 401, wrong],
  ['one event, unsigned', '/signed', { body: first }, 401, wrong],
  [
    'a signature that is too short',
    '/signed',
    { headers: { 'x-signature': sign(first).slice(1) }, body: first },
    401,
    wrong,
  ],
  [
    'a signature that is too long',
    '/signed',
    { headers: { 'x-signature': `${sign(first)}00` }, body: first },
    401,
    wrong,
  ],
  ['a signature that is not hex', '/signed', { headers: { 'x-signature': 'z'.repeat(40) }, body: first }, 401, wrong],
  ['a signature that is empty', '/signed', { headers: { 'x-signature': '' }, body: first }, 401, wrong],
  [
    'a signature sent twice',
    '/signed',
    { headers: { 'x-signature': [sign(first), sign(first)] }, body: first },
    401,
    wrong,
  ],
  ['an empty batch', '/signed', { headers: signed(''), body: '[]' }, 401, wrong],
  ['a batch of which only the first is signed', '/signed', { headers: signed(first), body: batch }, 401, unsignedBatch],
  ['such a batch, where that is trusted', '/trusting', { headers: signed(first), body: batch }, 200, taken],
  ['such a batch, its first tampered with', '/trusting', { headers: signed(second), body: batch }, 401, wrong],
  [
    'such a batch, its second tampered with',
    '/trusting',
    { headers: signed(first), body: `[${first},{"evil":1}]` },
    200,
    taken,
  ],
  [
    'a batch with the secret header too',
    '/both',
    { headers: { ...signed(first), ...secret }, body: batch },
    200,
    taken,
  ],
  ['a batch without the secret header', '/both', { headers: signed(first), body: batch }, 401, strange],
  ['a batch with the secret header, unsigned', '/both', { headers: secret, body: batch }, 401, wrong],
  [
    'a batch of the Extensible Webhook',
    '/both',
    { headers: { ...signed(first), ...secret }, body: `[{"json":${first}},{"json":${second}}]` },
    200,
    taken,
  ],
  ['a batch with only a secret header', '/covered', { headers: secret, body: batch }, 200, taken],
  ['a secret header before it is replaced', '/covered', { headers: { 'x-relay': 'before' }, body: first }, 200, taken],
  [
    'a secret header sent twice',
    '/covered',
    { headers: { 'x-relay': ['covered', 'covered'] }, body: first },
    401,
    strange,
  ],
  ['no secret header', '/covered', { body: first }, 401, strange],
  ['anything, where it is open', '/open', { body: '{"order":1}' }, 200, taken],
  ['gzip', '/open', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(batch) }, 200, taken],
  ['JSON by another name', '/open', { headers: { 'content-type': 'text/html' }, body: first }, 200, taken],
  [
    'a text',
    '/open',
    { body: '"x"' },
    400,
    { success: false, code: 'invalid_body', message: 'the body is neither an object nor an array of objects' },
  ],
  [
    'what is not JSON',
    '/open',
    { body: '{"a":}' },
    400,
    { success: false, code: 'invalid_json', message: 'the body is not JSON' },
  ],
  [
    'a batch that is cut off',
    '/open',
    { body: batch.slice(0, -1) },
    400,
    { success: false, code: 'invalid_json', message: 'the body is not JSON' },
  ],
  [
    'a batch of too many',
    '/open',
    { body: '[1,2,3,4]' },
    413,
    { success: false, code: 'too_large', message: 'the batch has more than 3 events' },
  ],
  [
    'a GET',
    '/open',
    { method: 'GET' },
    405,
    { success: false, code: 'method_not_allowed', message: 'the methods here are POST, PUT, PATCH' },
  ],
  [
    'a preflight',
    '/open',
    { method: 'OPTIONS' },
    405,
    { success: false, code: 'method_not_allowed', message: 'the methods here are POST, PUT, PATCH' },
  ],
  [
    'the tracking API, where there is none',
    '/v1/track',
    { body: first },
    404,
    { success: false, code: 'not_found', message: 'there is nothing at this path' },
  ],
]

describe('a webhook answers', () => {
  const running = withSegment({
    webhooks: [
      { path: '/signed', sharedSecrets: ['old', 'shh'] },
      { path: '/trusting', sharedSecret: 'shh', trustFirstSignature: true },
      { path: '/both', sharedSecret: 'shh', secretHeader: { name: 'X-Relay', value: 'covered' } },
      { path: '/covered', secretHeader: { name: 'x-relay', values: ['before', 'covered'] } },
      { path: '/open/', open: true, limits: { maxItems: 3 } },
    ],
  })

  for (const [what, path, request, status, body] of cases) {
    it(`${what} with ${status}`, async () => {
      const reply = await ask(running().url + path, request)
      expect({ status: reply.status, body: reply.body }).to.deep.equal({ status, body })
      expect(running().journal.appends.length).to.equal(status === 200 ? 1 : 0)
    })
  }

  it('and stores what is inside the wrapping of the Extensible Webhook', async () => {
    await ask(`${running().url}/open`, { body: `[ {"json": ${first} }, {"json":1}, {"json":{},"more":1} ]` })
    expect(running().journal.entries.map(({ bytes }) => Buffer.from(bytes).toString())).to.deep.equal([
      first,
      '{"json":1}',
      '{"json":{},"more":1}',
    ])
  })

  it('and makes an id for an object without one', async () => {
    await ask(`${running().url}/open`, { body: '{"order":{"id":"o1"}}' })
    const [fields] = running().fields()
    expect({ ...fields, messageId: '' }).to.deep.equal({
      order: { id: 'o1' },
      messageId: '',
      receivedAt: '2026-11-21T08:00:00.000Z',
    })
    expect(fields?.['messageId']).to.match(/^[0-9a-f-]{36}$/)
  })

  it('and says where it is reached', () => {
    const paths = ['/signed', '/trusting', '/both', '/covered', '/open/']
    expect(running().source.endpoints).to.deep.equal(
      paths.map((path) => ({ title: 'webhook', url: running().url + path })),
    )
  })
})
