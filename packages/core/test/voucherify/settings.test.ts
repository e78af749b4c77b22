import { expect } from 'chai'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { kindsOf } from '../../src/voucherify/kinds.ts'
import { voucherify } from '../../src/voucherify/plugin.ts'
import { requestHead, unfitSecret } from '../../src/voucherify/request.ts'
import { VoucherifySettings } from '../../src/voucherify/settings.ts'

const server = { applicationId: 'app', secretKey: 'secret' }
const client = { side: 'client', clientApplicationId: 'app', clientSecretKey: 'secret', origin: 'shop.example.com' }

const decode = (settings: unknown): VoucherifySettings => {
  const decoded = VoucherifySettings.decode(settings)
  if (isLeft(decoded)) throw new Error(faultsOf(decoded.left).map(describeFault).join('\n'))
  return decoded.right
}
const complaints = (settings: unknown): readonly string[] => {
  const decoded = VoucherifySettings.decode(settings)
  return isLeft(decoded) ? faultsOf(decoded.left).map(describeFault) : []
}

/** Where each kind of body goes. */
const urlsOf = (settings: VoucherifySettings): unknown =>
  Object.fromEntries(
    Object.entries(kindsOf(settings)).map(([kind, { path }]) => [kind, requestHead(settings, path).url]),
  )

const urls: readonly (readonly [settings: Readonly<Record<string, unknown>>, address: string])[] = [
  [server, 'https://api.voucherify.io'],
  [{ ...server, cluster: 'eu' }, 'https://api.voucherify.io'],
  [{ ...server, cluster: 'us1' }, 'https://us1.api.voucherify.io'],
  [{ ...server, cluster: 'as1' }, 'https://as1.api.voucherify.io'],
  [{ ...server, baseUrl: 'http://127.0.0.1:4010' }, 'http://127.0.0.1:4010'],
  [{ ...server, baseUrl: 'http://127.0.0.1:4010/' }, 'http://127.0.0.1:4010'],
  [{ ...server, baseUrl: 'https://acme.voucherify.io/api//' }, 'https://acme.voucherify.io/api'],
  [{ ...server, side: 'server' }, 'https://api.voucherify.io'],
  [client, 'https://api.voucherify.io'],
  [{ ...client, cluster: 'us1' }, 'https://us1.api.voucherify.io'],
  [{ ...client, baseUrl: 'http://127.0.0.1:4010/' }, 'http://127.0.0.1:4010'],
]

const refused: readonly (readonly [title: string, settings: unknown, complaints: readonly string[]])[] = [
  [
    'missing keys',
    {},
    [
      'applicationId: expected a text of printable ASCII characters, found nothing',
      'secretKey: expected a secret text, found nothing',
    ],
  ],
  [
    'a client without its origin',
    { ...client, origin: undefined },
    ['origin: expected a text of printable ASCII characters, found nothing'],
  ],
  ['a side there is not', { ...server, side: 'both' }, ['side: expected one of server, client, found "both"']],
  [
    'a cluster there is not',
    { ...server, cluster: 'us2' },
    ['cluster: expected one of eu, us1, as1 (did you mean us1?), found "us2"'],
  ],
  [
    'a cluster beside a baseUrl',
    { ...server, cluster: 'us1', baseUrl: 'https://acme.example.com' },
    ['cluster: expected no cluster beside a baseUrl, found "us1"'],
  ],
  [
    'a baseUrl that is no URL',
    { ...server, baseUrl: 'api.voucherify.io' },
    ['baseUrl: expected a URL that starts with http:// or https://, found "api.voucherify.io"'],
  ],
  [
    'an id with a line break',
    { ...server, applicationId: 'app\n' },
    ['applicationId: expected a text of printable ASCII characters, found "app\\n"'],
  ],
  [
    'a status that is always a decision',
    { ...server, notProcessed: [404] },
    ['notProcessed[0]: expected a status such as 503 or "503 with Retry-After" (408 or 500 to 599), found 404'],
  ],
]

describe('the settings of Voucherify', () => {
  it('have defaults', () => {
    const { channel, timeoutMs, inFlight, notProcessed } = decode(server)
    expect({ channel, timeoutMs, inFlight, notProcessed }).to.deep.equal({
      channel: 'Vouchrelay',
      timeoutMs: 30_000,
      inFlight: 64,
      notProcessed: [{ status: 503, withRetryAfter: true }],
    })
  })

  for (const [settings, address] of urls) {
    it(`${JSON.stringify(settings)} lead to ${address}`, () => {
      expect(urlsOf(decode(settings))).to.deep.equal(
        settings['side'] === 'client'
          ? { event: `${address}/client/v1/events` }
          : { event: `${address}/v1/events`, customer: `${address}/v1/customers` },
      )
    })
  }

  it('make the headers of a server', () => {
    expect(requestHead(decode({ ...server, channel: 'Shop' }), '/v1/events').headers).to.deep.equal({
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'Vouchrelay',
      'x-voucherify-channel': 'Shop',
      'x-app-id': 'app',
      'x-app-token': 'secret',
    })
  })

  it('make the headers of a client', () => {
    expect(requestHead(decode(client), '/client/v1/events').headers).to.deep.equal({
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'Vouchrelay',
      'x-voucherify-channel': 'Vouchrelay',
      'x-client-application-id': 'app',
      'x-client-token': 'secret',
      origin: 'shop.example.com',
    })
  })

  for (const [title, settings, expected] of refused) {
    it(`refuse ${title}`, () => {
      expect(complaints(settings)).to.deep.equal(expected)
    })
  }

  it('do not show their secret', () => {
    expect(JSON.stringify(decode(server))).not.to.include('secret"')
  })

  it('say of a secret that no header can carry only its name', () => {
    expect(unfitSecret(decode({ ...server, secretKey: 'top secret\n' }))).to.match(/^secretKey has (?!.*top)/)
    expect(unfitSecret(decode(server))).to.equal(undefined)
  })

  for (const { title, config } of voucherify.examples) {
    it(`take the example: ${title}`, () => {
      expect(isRight(voucherify.config.decode(config))).to.equal(true)
    })
  }
})
