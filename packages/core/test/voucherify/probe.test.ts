import { startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { gotTransport } from '../../src/delivery/http.ts'
import { destinationOf } from '../../src/voucherify/destination.ts'
import { VoucherifySettings } from '../../src/voucherify/settings.ts'

const never = new AbortController().signal

const sides: Readonly<Record<string, (sandbox: Sandbox) => Readonly<Record<string, unknown>>>> = {
  'the keys of a server': ({ settings: { applicationId, secretKey } }) => ({ applicationId, secretKey }),
  'a token': ({ settings: { applicationId, secretKey } }) => ({ oauth: { applicationId, secretKey } }),
  'a token for events alone': ({ settings: { applicationId, secretKey } }) => ({
    oauth: { applicationId, secretKey, scopes: ['events'] },
  }),
  'the keys of a shop': ({ settings: { clientApplicationId, clientSecretKey } }) => ({
    side: 'client',
    clientApplicationId,
    clientSecretKey,
    origin: 'shop.example.com',
  }),
}

describe('a probe', () => {
  const probe = async (settings: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const decoded = VoucherifySettings.decode(settings)
    if (isLeft(decoded)) throw new Error('wrong settings')
    const transport = gotTransport({ inFlight: 1 })
    const probed = await destinationOf(decoded.right, transport, Date.now).probe?.(never)()
    await transport.close()
    if (probed === undefined) return 'no probe'
    return isLeft(probed) ? `${probed.left.fate}: ${probed.left.message}` : probed.right.status
  }

  for (const [title, settings] of Object.entries(sides)) {
    it(`changes nothing with ${title}`, async () => {
      await using sandbox = await startSandbox()
      expect(await probe({ baseUrl: sandbox.url, ...settings(sandbox) })).to.be.oneOf([200, 204, 405])
      expect([sandbox.events(), sandbox.customers()]).to.deep.equal([[], []])
    })

    it(`shows that nobody is there with ${title}`, async () => {
      await using sandbox = await startSandbox()
      const address = { baseUrl: 'http://127.0.0.1:1' }
      expect(await probe({ ...settings(sandbox), ...address })).to.match(/^unavailable: .*ECONNREFUSED/)
    })
  }

  it('shows that the keys are wrong', async () => {
    await using sandbox = await startSandbox()
    const probed = await probe({ baseUrl: sandbox.url, applicationId: 'a', secretKey: 's' })
    expect(probed).to.equal('misconfigured: answered 401 unauthorized: Unauthorized')
  })

  for (const [status, expected] of [
    [400, 400],
    [404, 404],
    [409, 409],
    [302, 'misconfigured: answered 302: Found'],
    [402, 'misconfigured: answered 402: Payment Required'],
    [403, 'misconfigured: answered 403: Forbidden'],
    [408, 'unavailable: answered 408: Request Timeout'],
    [429, 'throttled: answered 429: Too Many Requests'],
    [500, 'unavailable: answered 500: Internal Server Error'],
    [503, 'unavailable: answered 503: Service Unavailable'],
  ] as const) {
    it(`that is answered ${status} shows ${expected === status ? 'that Voucherify answers' : 'that it does not'}`, async () => {
      await using sandbox = await startSandbox()
      sandbox.script([{ status, match: { call: 'GET /v1/customers' } }])
      const { applicationId, secretKey } = sandbox.settings
      expect(await probe({ baseUrl: sandbox.url, applicationId, secretKey })).to.equal(expected)
    })
  }

  it('that somebody else answers shows nothing', async () => {
    await using sandbox = await startSandbox()
    sandbox.script([{ status: 200, body: '<html>Log in', match: { call: 'GET /v1/customers' } }])
    const { applicationId, secretKey } = sandbox.settings
    expect(await probe({ baseUrl: sandbox.url, applicationId, secretKey })).to.equal(
      'unavailable: answered 200, but not as the API does',
    )
  })
})
