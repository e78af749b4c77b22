import { expect } from 'chai'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { kindsOf } from '../../src/voucherify/kinds.ts'
import { voucherify } from '../../src/voucherify/plugin.ts'
import { keyHeaders, plainHeaders, targetOf, unfitSecret } from '../../src/voucherify/request.ts'
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

/** What each request has in its head. */
const headersOf = (settings: VoucherifySettings): unknown => ({
  ...plainHeaders(settings),
  ...(settings.credentials._tag === 'Keys' ? keyHeaders(settings.side, settings.credentials) : {}),
})

/** Where each kind of body goes. */
const urlsOf = (settings: VoucherifySettings): unknown =>
  Object.fromEntries(
    Object.entries(kindsOf(settings)).map(([kind, { path }]) => [kind, targetOf(settings, 'POST', path).url]),
  )

const withoutCredentials = ({ credentials: _credentials, ...others }: VoucherifySettings) => others

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
    'keys beside oauth, without showing the secret',
    { ...server, oauth: server },
    [
      'applicationId: expected no applicationId beside oauth, found "app"',
      'secretKey: expected no secretKey beside oauth, found a value not shown here',
    ],
  ],
  [
    'oauth without its keys',
    { oauth: { scopes: [] } },
    [
      'oauth.applicationId: expected a text of printable ASCII characters, found nothing',
      'oauth.secretKey: expected a secret text, found nothing',
      'oauth.scopes: expected a list of one or more: the name of a scope, such as events, found an empty list',
    ],
  ],
  [
    'scopes in one text',
    { oauth: { ...server, scopes: ['api events'] } },
    ['oauth.scopes[0]: expected the name of a scope, such as events, found "api events"'],
  ],
  [
    'oauth of a client without its origin',
    { side: 'client', oauth: server },
    ['origin: expected a text of printable ASCII characters, found nothing'],
  ],
  [
    'all faults at once',
    { cluster: 'us1', baseUrl: 'https://acme.example.com', transport: 'curl' },
    [
      'transport: expected one of got, undici, found "curl"',
      'cluster: expected no cluster beside a baseUrl, found "us1"',
      'applicationId: expected a text of printable ASCII characters, found nothing',
      'secretKey: expected a secret text, found nothing',
    ],
  ],
  [
    'a quota without a number',
    { ...server, quota: { share: 0.5 } },
    ['quota.plan: expected a plan, or perMinute or perHour in its place, found nothing'],
  ],
  [
    'a quota of a cycle alone',
    { ...server, quota: { perCycle: 1000 } },
    ['quota.plan: expected a plan, or perMinute or perHour in its place, found nothing'],
  ],
  [
    'less than a call a minute',
    { ...server, quota: { plan: 'business', share: 0.009 } },
    ['quota.share: expected 1/100 at least, which leaves the relay one of 100 calls a minute, found 0.009'],
  ],
  [
    'less than a call an hour',
    { ...server, quota: { plan: 'sandbox', share: '0.001' } },
    ['quota.share: expected 1/100 at least, which leaves the relay one of 100 calls an hour, found 0.001'],
  ],
  [
    'less than a call a billing cycle',
    { ...server, quota: { perMinute: 100, perCycle: 50, share: 0.015 } },
    ['quota.share: expected 1/50 at least, which leaves the relay one of 50 calls a billing cycle, found 0.015'],
  ],
  [
    'less than a call a minute with the keys of a shop',
    { ...client, quota: { share: 0.01 } },
    ['quota.share: expected 1/60 at least, which leaves the relay one of 60 calls a minute, found 0.01'],
  ],
  [
    'keys of a shop without side',
    { clientApplicationId: 'a', clientSecretKey: 's', origin: 'shop.example.com' },
    ['side: expected client, to which clientApplicationId belongs, found nothing'],
  ],
  [
    'a quota of two periods',
    { ...server, quota: { perMinute: 100, perHour: 100 } },
    ['quota.perHour: expected no perHour beside perMinute, found 100'],
  ],
  [
    'parts that are none',
    { ...server, quota: { plan: 'business', share: 0, reserve: 1, cycleDay: 31 } },
    [
      'quota.cycleDay: expected a whole number from 1 to 28, found 31',
      'quota.share: expected a number above 0, 1 at most, found 0',
      'quota.reserve: expected a number from 0, below 1, found 1',
    ],
  ],
  [
    'a plan with the keys of a shop',
    { ...client, quota: { plan: 'business' } },
    ['quota.plan: expected one of share, reserve, found "plan"'],
  ],
  [
    'a status that is always a decision',
    { ...server, notProcessed: [404] },
    ['notProcessed[0]: expected a status such as 503 or "503 with Retry-After" (408 or 500 to 599), found 404'],
  ],
]

describe('the settings of Voucherify', () => {
  it('have defaults', () => {
    expect(withoutCredentials(decode(server))).to.deep.equal({
      side: 'server',
      channel: 'Vouchrelay',
      transport: 'got',
      verify: { metadataKey: 'vouchrelay_id', patienceSeconds: 180, activityDelaySeconds: 60 },
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
    expect(headersOf(decode({ ...server, channel: 'Shop' }))).to.deep.equal({
      accept: 'application/json',
      'user-agent': 'Vouchrelay',
      'x-voucherify-channel': 'Shop',
      'x-app-id': 'app',
      'x-app-token': 'secret',
    })
  })

  it('make the headers of a client', () => {
    expect(headersOf(decode(client))).to.deep.equal({
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
    const keys = { ...server, secretKey: 'hush' }
    for (const settings of [keys, { oauth: keys }, { ...client, clientSecretKey: 'hush' }]) {
      expect(JSON.stringify(decode(settings))).not.to.include('hush')
    }
  })

  const usual = { share: 0.7, reserve: 0.1, cycleDay: 1 }
  for (const [quota, expected] of [
    [{ plan: 'sandbox' }, { ...usual, calls: 100, periodMs: 3_600_000, perCycle: undefined }],
    [{ plan: 'business' }, { ...usual, calls: 100, periodMs: 60_000, perCycle: 100_000 }],
    [{ plan: 'organization' }, { ...usual, calls: 2000, periodMs: 60_000, perCycle: 300_000 }],
    [
      { plan: 'business', share: 0.01 },
      { ...usual, calls: 100, periodMs: 60_000, perCycle: 100_000, share: 0.01 },
    ],
    [{ perHour: '5000' }, { ...usual, calls: 5000, periodMs: 3_600_000, perCycle: undefined }],
    [
      { plan: 'organization', perMinute: 4000, perCycle: 1_000_000, cycleDay: 15, share: '0.25', reserve: 0 },
      { calls: 4000, periodMs: 60_000, perCycle: 1_000_000, cycleDay: 15, share: 0.25, reserve: 0 },
    ],
    [
      { plan: 'business', perHour: 9000 },
      { ...usual, calls: 9000, periodMs: 3_600_000, perCycle: 100_000 },
    ],
  ] as const) {
    it(`know the quota ${JSON.stringify(quota)}`, () => {
      expect(decode({ ...server, quota }).quota).to.deep.equal(expected)
    })
  }

  for (const [settings, scopes] of [
    [{ oauth: server }, ['api', 'events']],
    [{ side: 'client', origin: 'shop.example.com', oauth: server }, ['client_api', 'client_events']],
    [{ oauth: { ...server, scopes: ['events'] } }, ['events']],
  ] as const) {
    it(`ask for the scopes ${scopes.join(' ')}`, () => {
      expect(decode(settings).credentials).to.deep.include({ _tag: 'OAuth', applicationId: 'app', scopes })
    })
  }

  it('may name what is empty: it is not given', () => {
    const { credentials, ...others } = decode({ ...server, oauth: null, quota: null, cluster: null, baseUrl: null })
    expect(others).to.deep.equal(withoutCredentials(decode(server)))
    expect(credentials._tag).to.equal('Keys')
  })

  it('say of a secret that no header can carry only its name', () => {
    expect(unfitSecret(decode({ ...server, secretKey: 'top secret\n' }))).to.match(/^secretKey has (?!.*top)/)
    expect(unfitSecret(decode({ oauth: { ...server, secretKey: 'top secret' } }))).to.match(
      /^oauth.secretKey has (?!.*top)/,
    )
    expect(unfitSecret(decode(server))).to.equal(undefined)
  })

  for (const { title, config } of voucherify.examples) {
    it(`take the example: ${title}`, () => {
      expect(isRight(voucherify.config.decode(config))).to.equal(true)
    })
  }
})
