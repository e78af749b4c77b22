import { startSandbox, type Sandbox, type SandboxOptions } from '@vouchrelay/sandbox'
import { expect } from 'chai'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { SendFailure } from '../../src/contracts/failure.ts'
import { gotTransport, type HttpReply, type OwnedTransport } from '../../src/delivery/http.ts'
import { createCall, type Call } from '../../src/voucherify/call.ts'
import { targetOf } from '../../src/voucherify/request.ts'
import { VoucherifySettings } from '../../src/voucherify/settings.ts'

const never = new AbortController().signal
const body = '{"event":"e","customer":{"source_id":"user-1"}}'
const lifeMs = 900_000

/** A sandbox, calls of it with a token, and the time, which stands until it is moved. */
interface World extends AsyncDisposable {
  readonly sandbox: Sandbox
  readonly clock: { now: number }
  readonly call: (stop?: AbortSignal) => ReturnType<Call>
}

const openWorld = async (
  more: Readonly<Record<string, unknown>> = {},
  options: SandboxOptions = {},
): Promise<World> => {
  const clock = { now: 1_000_000 }
  const sandbox = await startSandbox({ now: () => clock.now, clientCallsPer5s: 0, ...options })
  const { applicationId, secretKey } = sandbox.settings
  const settings = VoucherifySettings.decode({ baseUrl: sandbox.url, oauth: { applicationId, secretKey }, ...more })
  if (isLeft(settings)) throw new Error('wrong settings')
  const transport: OwnedTransport = gotTransport({ inFlight: 8 })
  const call = createCall(settings.right, transport, () => clock.now)
  const path = settings.right.side === 'client' ? '/client/v1/events' : '/v1/events'
  return {
    sandbox,
    clock,
    call: (stop = never) => call(targetOf(settings.right, 'POST', path), body, stop),
    [Symbol.asyncDispose]: async () => {
      await transport.close()
      await sandbox.close()
    },
  }
}

const end = (outcome: Either<SendFailure, HttpReply>): unknown =>
  isLeft(outcome) ? `${outcome.left.fate}: ${outcome.left.message}` : outcome.right.status

describe('a token', () => {
  it('is fetched when it is first needed, once for all', async () => {
    await using world = await openWorld()
    expect(world.sandbox.requests).to.equal(0)
    const ends = await Promise.all(Array.from({ length: 10 }, () => world.call()))
    expect(new Set(ends.map(end))).to.deep.equal(new Set([200]))
    expect(world.sandbox.tokens()).to.deep.equal({ generated: 1, alive: 1 })
    expect(world.sandbox.events()).to.have.lengthOf(10)
  })

  it('serves the side of a shop, which says its origin', async () => {
    await using world = await openWorld(
      { side: 'client', origin: 'shop.example.com' },
      { allowedOrigins: ['shop.example.com'] },
    )
    expect(end(await world.call())).to.equal(200)
    expect(world.sandbox.events()[0]).to.include({ side: 'client' })
  })

  it('is used for four fifths of its life as it is', async () => {
    await using world = await openWorld()
    await world.call()
    world.clock.now += lifeMs * 0.8 - 1
    await world.call()
    expect(world.sandbox.tokens().generated).to.equal(1)
  })

  it('is renewed beside the work before it ends, while the old one serves', async () => {
    await using world = await openWorld()
    await world.call()
    world.clock.now += lifeMs * 0.8
    world.sandbox.script([{ match: { call: 'POST /v1/oauth/token' }, hang: 60_000 }])
    expect((await Promise.all([world.call(), world.call(), world.call()])).map(end)).to.deep.equal([200, 200, 200])
    expect(world.sandbox.struck()).to.deep.equal({ hang: 1 })
  })

  it('that was renewed beside the work serves when the old one has ended', async () => {
    await using world = await openWorld()
    await world.call()
    world.clock.now += lifeMs * 0.8
    await world.call()
    while (world.sandbox.tokens().generated < 2) await new Promise(setImmediate)
    world.clock.now += lifeMs * 0.2
    await world.call()
    expect(world.sandbox.tokens().generated).to.equal(2)
  })

  it('whose renewal fails serves on, and its renewal is not tried again at once', async () => {
    await using world = await openWorld()
    await world.call()
    world.clock.now += lifeMs * 0.8
    world.sandbox.script([{ name: 'token', match: { call: 'POST /v1/oauth/token' }, status: 500, times: 100 }])
    for (let i = 0; i < 10; i++) {
      expect(end(await world.call())).to.equal(200)
      await new Promise(setImmediate)
    }
    expect(world.sandbox.struck()).to.deep.equal({ token: 1 })
    world.clock.now += 10_000
    await world.call()
    while (world.sandbox.struck()['token'] !== 2) await new Promise(setImmediate)
  })

  it('that has ended is not used', async () => {
    await using world = await openWorld()
    await world.call()
    world.clock.now += lifeMs
    await world.call()
    expect(world.sandbox.answers()).to.not.have.property('401')
    expect(world.sandbox.tokens().generated).to.equal(2)
  })

  it('that is refused is renewed once by all whom it failed, each of whom calls once more', async () => {
    await using world = await openWorld()
    await world.call()
    world.sandbox.endTokens()
    const ends = await Promise.all(Array.from({ length: 8 }, () => world.call()))
    expect(ends.map(end)).to.deep.equal(Array.from({ length: 8 }, () => 200))
    expect(world.sandbox.tokens().generated).to.equal(2)
    expect(world.sandbox.events()).to.have.lengthOf(9)
  })

  it('that is refused and cannot be renewed is not used again', async () => {
    await using world = await openWorld()
    await world.call()
    world.sandbox.endTokens()
    world.sandbox.script([{ match: { call: 'POST /v1/oauth/token' }, status: 500 }])
    expect(end(await world.call())).to.match(/^unavailable: no token/)
    expect(end(await world.call())).to.equal(200)
    expect(world.sandbox.answers()).to.deep.equal({ 200: 4, 401: 1, 500: 1 })
  })

  it('whose successor is refused, too, is not renewed again', async () => {
    await using world = await openWorld()
    world.sandbox.script([{ times: 2, status: 401 }])
    expect(end(await world.call())).to.equal(401)
    expect(world.sandbox.tokens().generated).to.equal(2)
  })

  it('is not renewed for another refusal', async () => {
    await using world = await openWorld()
    world.sandbox.script([{ status: 403 }])
    expect(end(await world.call())).to.equal(403)
    expect(world.sandbox.tokens().generated).to.equal(1)
  })

  for (const [title, fault, expected] of [
    [
      '401',
      { status: 401, body: { code: 401, message: 'Unauthorized' } },
      'misconfigured: no token: answered 401: Unauthorized',
    ],
    [
      '400',
      { status: 400, body: { code: 400, key: 'invalid_scope', message: 'Invalid scope: x' } },
      'misconfigured: no token: answered 400 invalid_scope: Invalid scope: x',
    ],
    ['404', { status: 404 }, 'misconfigured: no token: answered 404: Not Found'],
    ['500', { status: 500 }, 'unavailable: no token: answered 500: Internal Server Error'],
    ['HTML', { status: 200, body: '<html>' }, 'unavailable: no token: answered 200, but not as the API does'],
    [
      'no token',
      { status: 200, body: { object: 'nothing' } },
      'unavailable: no token: answered 200, but not as the API does',
    ],
    [
      'a token with a line break',
      { status: 200, body: { access_token: 'a\nb', expires_in: 900 } },
      'unavailable: no token: answered 200, but not as the API does',
    ],
    [
      'a token without a life',
      { status: 200, body: { access_token: 'a', expires_in: 0 } },
      'unavailable: no token: answered 200, but not as the API does',
    ],
    [
      'no connection',
      { reset: 'before-storing' },
      'unavailable: no token: sent, but no answer could be read: read ECONNRESET',
    ],
  ] as const) {
    // prettier-ignore
    it(`that cannot be had is no doubt: ${title}`, async () => {
      await using world = await openWorld()
      world.sandbox.script([{ ...fault, match: { call: 'POST /v1/oauth/token' } }])
      expect(end(await world.call())).to.equal(expected)
      expect(world.sandbox.events()).to.deep.equal([])
      expect(end(await world.call())).to.equal(200)
    })
  }

  it('that is asked for too often is waited for', async () => {
    await using world = await openWorld()
    const fault = { status: 429, headers: { 'retry-after': '7', 'x-rate-limit-limit': '100' } }
    world.sandbox.script([{ ...fault, match: { call: 'POST /v1/oauth/token' } }])
    const outcome = await world.call()
    expect(isLeft(outcome) ? outcome.left : outcome).to.deep.include({
      fate: 'throttled',
      status: 429,
      waitMs: 7000,
      rate: { of: 'period', limit: 100, remaining: undefined, resetMs: undefined },
    })
  })

  it('is waited for no longer by one that is stopped, and by the others still', async () => {
    await using world = await openWorld()
    world.sandbox.script([{ match: { call: 'POST /v1/oauth/token' }, hang: 100 }])
    const stop = new AbortController()
    const stopped = world.call(stop.signal)
    const other = world.call()
    while (world.sandbox.requests === 0) await new Promise(setImmediate)
    stop.abort()
    expect(end(await stopped)).to.equal('unavailable: not sent: the request was aborted')
    expect(end(await other)).to.equal(200)
    expect(world.sandbox.tokens().generated).to.equal(1)
  })

  it('with wrong keys is misconfigured, and shows no key', async () => {
    await using world = await openWorld({ oauth: { applicationId: 'a', secretKey: 'hush' } })
    const outcome = end(await world.call())
    expect(outcome).to.equal('misconfigured: no token: answered 401 unauthorized: Unauthorized')
  })
})
