import { Agent } from 'node:http'
import { expect } from 'chai'
import { isRight } from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { ask, basic } from './support/ask.ts'
import { withSegment } from './support/each.ts'

const allowed = [200, 400, 401, 404, 405, 408, 413, 415]

const paths = fc.oneof(
  fc.constantFrom(
    '/v1/track',
    '/v1/batch',
    '/v1/b',
    '/v1/m',
    '/hook',
    '/hook/',
    '/',
    '//',
    '/v1/projects//settings',
    '/?',
  ),
  fc.webPath(),
)

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  fc.tuple(fc.json(), fc.nat(500)).map(([text, end]) => Buffer.from(text).subarray(0, end)),
  fc.array(fc.jsonValue()).map((batch) => Buffer.from(JSON.stringify({ batch }))),
  fc
    .jsonValue()
    .map((value) => Buffer.from(JSON.stringify({ batch: [value], context: value, sentAt: value, userId: value }))),
)

const headers = fc.record(
  {
    'content-type': fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x'),
    'content-encoding': fc.constantFrom('gzip', 'identity', 'br', 'gzip, gzip', ''),
    authorization: fc.constantFrom(
      'Basic',
      'Basic =',
      'Bearer x',
      basic('WK_test').authorization,
      basic('no').authorization,
    ),
    'transfer-encoding': fc.constant('chunked'),
  },
  { requiredKeys: [] },
)

const methods = fc.constantFrom('POST', 'POST', 'POST', 'PUT', 'GET', 'OPTIONS', 'DELETE')

const good = (id: string) => ({ type: 'track', event: 'e', userId: 'u', messageId: id })

describe('garbage', () => {
  const running = withSegment({
    tracking: { writeKeys: ['WK_test'], allowOrigins: ['*'] },
    webhooks: [{ path: '/hook', open: true }],
  })
  const agent = new Agent({ keepAlive: true })
  after(() => agent.destroy())

  it('is always answered, and the next event is taken', async () => {
    await fc.assert(
      fc.asyncProperty(methods, paths, headers, bodies, async (method, path, headers, body) => {
        const { status } = await ask(running().url + path, { method, headers, body, agent })
        expect(allowed).to.include(status)
      }),
      { numRuns: 400 },
    )
    const { status } = await ask(`${running().url}/v1/t`, {
      headers: basic('WK_test'),
      body: JSON.stringify(good('m')),
    })
    expect(status).to.equal(200)
    expect(running().logged.filter(([level]) => level === 'error')).to.deep.equal([])
    for (const read of running().decoded()) expect(read._tag).to.be.oneOf(['Left', 'Right'])
  })

  for (const route of ['/v1/batch', '/hook']) {
    it(`beside events at ${route} does not lose them, their order or a byte of them`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.jsonValue()), fc.array(fc.jsonValue()), async (before, behind) => {
          const from = running().journal.entries.length
          const items = [...before, good('m1'), ...behind, good('m2')].map((item) => JSON.stringify(item))
          const list = `[${items.join(' ,\n')}]`
          const body = route === '/hook' ? list : `{"batch":${list}}`
          const { status } = await ask(running().url + route, { headers: basic('WK_test'), body, agent })
          const entries = running().journal.entries.slice(from)
          const decoded = entries.map((entry) => running().source.decode(entry))
          expect(status).to.equal(200)
          expect(entries.map(({ bytes }) => Buffer.from(bytes).toString())).to.deep.equal(items)
          expect([before.length, items.length - 1].map((i) => decoded[i] && isRight(decoded[i]))).to.deep.equal([
            true,
            true,
          ])
        }),
      )
    })
  }
})
