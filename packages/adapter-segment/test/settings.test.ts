import { expect } from 'chai'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { describeFault, faultsOf } from '@vouchrelay/core'
import { segment } from '../src/plugin.ts'

const complaints = (settings: unknown): readonly string[] => {
  const read = segment.config.decode(settings)
  return isLeft(read) ? faultsOf(read.left).map(describeFault) : []
}

const keys = { tracking: { writeKeys: ['k'] } }

const wrong: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['neither tracking nor webhooks', {}, ['the value: expected `tracking` or `webhooks`, or both, found an object']],
  [
    'no write key',
    { tracking: {} },
    ['tracking.writeKeys: expected a list of one or more: a secret text, found nothing'],
  ],
  [
    'an empty list of write keys',
    { tracking: { writeKeys: [] } },
    ['tracking.writeKeys: expected a list of one or more: a secret text, found a value not shown here'],
  ],
  [
    'an empty write key',
    { tracking: { writeKeys: ['k', ''] } },
    ['tracking.writeKeys[1]: expected a secret text, found a value not shown here'],
  ],
  [
    'an origin with a path',
    { tracking: { writeKeys: ['k'], allowOrigins: ['https://a.example/b'] } },
    [
      'tracking.allowOrigins[0]: expected an origin such as https://shop.example.com, or *, found "https://a.example/b"',
    ],
  ],
  [
    'a webhook that anybody may use',
    { webhooks: [{ path: '/a' }] },
    ['webhooks[0]: expected a `sharedSecret` or a `secretHeader` (or `open: true`), found an object'],
  ],
  [
    'a webhook that is plainly not open',
    { webhooks: [{ path: '/a', open: 'false' }] },
    ['webhooks[0]: expected a `sharedSecret` or a `secretHeader` (or `open: true`), found an object'],
  ],
  [
    'a secret header without a secret',
    { webhooks: [{ path: '/a', secretHeader: { name: 'x' } }] },
    ['webhooks[0].secretHeader: expected a `value` or `values`, found a value not shown here'],
  ],
  [
    'a header that is none',
    { webhooks: [{ path: '/a', secretHeader: { name: 'x y', value: 'v' } }] },
    ['webhooks[0].secretHeader.name: expected the name of a header, found a value not shown here'],
  ],
  [
    'two webhooks at one path',
    {
      webhooks: [
        { path: '/a', open: true },
        { path: '/a/', open: true },
      ],
    },
    ['the value: expected every webhook to have a path of its own, found an object'],
  ],
  [
    'a webhook in the tracking API',
    { ...keys, webhooks: [{ path: '/v1/hook', open: true }] },
    ['the value: expected webhooks outside of /v1, where the tracking API is, found an object'],
  ],
  [
    'a stranger',
    { ...keys, writeKey: 'k' },
    ['writeKey: expected one of listen, tracking, unwanted, webhooks, found "writeKey"'],
  ],
]

describe('the settings of the source segment', () => {
  for (const { title, config } of segment.examples) {
    it(`read the example: ${title}`, () => {
      expect(complaints(config)).to.deep.equal([])
    })
  }

  for (const [what, settings, expected] of wrong) {
    it(`complain of ${what}`, () => {
      expect(complaints(settings)).to.deep.equal(expected)
    })
  }

  it('have a default for everything but secrets and paths', () => {
    const read = segment.config.decode({ ...keys, webhooks: [{ path: '/a', open: true }] })
    const sizes = { maxSharedBytes: 16_384, maxEventBytes: 262_144, maxDepth: 64 }
    expect(isRight(read) && JSON.parse(JSON.stringify(read.right))).to.deep.equal({
      listen: {
        host: '127.0.0.1',
        port: 8080,
        headersTimeoutMs: 10_000,
        requestTimeoutMs: 30_000,
        keepAliveTimeoutMs: 75_000,
        maxConnections: 1000,
        maxRequestsPerConnection: 10_000,
        maxPendingBytes: 67_108_864,
        retryAfterSeconds: 10,
      },
      tracking: {
        writeKeys: ['***'],
        allowOrigins: [],
        limits: { maxBodyBytes: 1_048_576, maxInflatedBytes: 4_194_304, maxItems: 2500, ...sizes },
      },
      unwanted: 'decode',
      webhooks: [
        {
          path: '/a',
          trustFirstSignature: false,
          open: true,
          limits: { maxBodyBytes: 8_388_608, maxInflatedBytes: 8_388_608, maxItems: 5000, ...sizes },
        },
      ],
    })
  })
})
