import { startSandbox, type Fault, type Sandbox } from '@vouchrelay/sandbox'
import { expect } from 'chai'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Destination, Receipt, Shipment } from '../../src/contracts/destination.ts'
import type { SendFailure } from '../../src/contracts/failure.ts'
import type { Resources } from '../../src/contracts/plugin.ts'
import { voucherify } from '../../src/voucherify/plugin.ts'

const now = 1_000_000

const shipment = (kind: string, body: unknown): Shipment<unknown> => ({
  source: 'shop',
  deliveryId: '1',
  messageId: 'm-1',
  route: 'r',
  kind,
  customer: 'user-1',
  body,
  whenInDoubt: 'resend',
  priority: 'normal',
  receivedAt: now,
})

const bodies = {
  event: { event: 'order_completed', customer: { source_id: 'user-1' }, loyalty: { code: 'L-1' } },
  customer: { source_id: 'user-1', name: 'Ada', address: { city: 'Paris' }, metadata: { tier: 3, tags: ['a'] } },
} as const
type Kind = keyof typeof bodies
const kinds: readonly Kind[] = ['event', 'customer']

const cycle = {}

describe('the Voucherify destination', () => {
  let sandbox: Sandbox
  const releases: (() => Promise<void>)[] = []

  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => now })
  })
  afterEach(async () => {
    for (const release of releases.splice(0)) await release()
    await sandbox.close()
  })

  const resources: Resources = {
    name: 'destination',
    folder: '/',
    log: { warn: () => undefined, error: () => undefined },
    now: () => now,
    stopping: new AbortController().signal,
    onClose: (release) => releases.push(release),
  }

  const createWith = async (keys: Readonly<Record<string, unknown>>): Promise<Destination<unknown>> => {
    const settings = voucherify.config.decode({ baseUrl: sandbox.url, ...keys })
    if (isLeft(settings)) throw new Error('wrong settings')
    const created = await voucherify.create(settings.right, resources)()
    if (isLeft(created)) throw new Error(created.left.message)
    return created.right
  }
  const create = (more: Readonly<Record<string, unknown>> = {}): Promise<Destination<unknown>> => {
    const { applicationId, secretKey } = sandbox.settings
    return createWith({ applicationId, secretKey, ...more })
  }
  const send = async (
    kind: Kind,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Either<SendFailure, Receipt>> =>
    (await create(more)).send(shipment(kind, bodies[kind]), resources.stopping)()
  const clientKeys = (): Readonly<Record<string, unknown>> => {
    const { clientApplicationId, clientSecretKey } = sandbox.settings
    return { side: 'client', clientApplicationId, clientSecretKey, origin: 'shop.example.com' }
  }
  /** How many events and customers the sandbox has. */
  const stored = (): Readonly<Record<Kind, number>> => ({
    event: sandbox.events().length,
    customer: sandbox.customers().length,
  })

  it('delivers an event as it is mapped', async () => {
    expect(await send('event')).to.deep.equal({ _tag: 'Right', right: { status: 200, rate: undefined } })
    expect(sandbox.events().map((event) => event.body)).to.deep.equal([bodies.event])
  })

  it('delivers a customer as it is mapped', async () => {
    expect(await send('customer')).to.deep.equal({ _tag: 'Right', right: { status: 200, rate: undefined } })
    expect(sandbox.customers()).to.have.lengthOf(1)
    expect(sandbox.customers()[0]).to.deep.include(bodies.customer)
    expect(sandbox.events()).to.deep.equal([])
  })

  it('changes what is given of a customer that there is, and makes no other', async () => {
    const destination = await create()
    for (const body of [bodies.customer, { source_id: 'user-1', phone: '1', metadata: { tier: 4 } }]) {
      await destination.send(shipment('customer', body), resources.stopping)()
    }
    expect(sandbox.customers()).to.have.lengthOf(1)
    expect(sandbox.customers()[0]).to.deep.include({
      ...bodies.customer,
      phone: '1',
      metadata: { tier: 4, tags: ['a'] },
    })
  })

  it('names its channel', async () => {
    await send('event', { channel: 'Shop relay' })
    expect(sandbox.events()[0]).to.include({ channel: 'Shop relay', side: 'server' })
  })

  it('tells what the answer says of the rate, and how long to wait where it was throttled', async () => {
    // Its answers tell times by two clocks, which agree only where it has the machine's.
    await using timely = await startSandbox({ quota: { calls: 1, periodMs: 3_600_000 } })
    const destination = await create({ baseUrl: timely.url })
    const sent = () => destination.send(shipment('event', bodies.event), resources.stopping)()
    const [first, second] = [await sent(), await sent()]
    if (isLeft(first) || !isLeft(second)) throw new Error('expected one that is taken and one that is not')
    expect(first.right.rate).to.include({ of: 'period', limit: 1, remaining: 0 })
    expect(second.left).to.include({ fate: 'throttled', status: 429 })
    expect(second.left.rate).to.include({ of: 'period', limit: 1, remaining: 0 })
    expect(second.left.waitMs).to.be.within(1, 3_600_000)
    expect(second.left.rate?.resetMs).to.be.within(1, 3_600_000)
  })

  it('takes as many requests at once as the settings say, and waits for what the settings say', async () => {
    expect((await create({ inFlight: 3 })).limits).to.deep.equal({ inFlight: 3, quota: undefined, patienceMs: 240_000 })
    const verify = { patienceSeconds: 10, activityDelaySeconds: 5 }
    expect((await create({ verify })).limits).to.include({ patienceMs: 15_000 })
  })

  it('knows the quota of the settings, and that of an address with the keys of a shop', async () => {
    const quota = { share: 0.7, reserve: 0.1, perCycle: undefined, cycleDay: 1 }
    expect((await create({ quota: { plan: 'sandbox' } })).limits.quota).to.deep.equal({ ...quota, calls: 100, periodMs: 3_600_000 }) // prettier-ignore
    expect((await createWith(clientKeys())).limits).to.deep.equal({
      inFlight: 64,
      quota: { ...quota, calls: 5, periodMs: 5000, share: 1 },
    })
  })

  it('says what can be done about its doubts', async () => {
    const doubtful = ({ bodies: had }: Destination<unknown>) => Object.values(had).map((kind) => kind.doubtful)
    const oauth = { applicationId: sandbox.settings.applicationId, secretKey: sandbox.settings.secretKey }
    expect(doubtful(await create())).to.deep.equal(['verifiable', 'harmless'])
    expect(doubtful(await createWith({ oauth }))).to.deep.equal(['verifiable', 'harmless'])
    expect(doubtful(await createWith({ oauth: { ...oauth, scopes: ['events'] } }))).to.deep.equal([undefined])
    expect(doubtful(await createWith(clientKeys()))).to.deep.equal([undefined])
  })

  it('gives a dry run the same bodies without starting', async () => {
    const destination = await create()
    const settings = voucherify.config.decode({ applicationId: 'a', secretKey: 's' })
    const kinds = (bodies: typeof destination.bodies) =>
      Object.entries(bodies).map(([name, { codec, identity, doubtful }]) => [name, codec, identity, doubtful])
    expect(isLeft(settings) ? settings : kinds(voucherify.pure(settings.right).bodies)).to.deep.equal(
      kinds(destination.bodies),
    )
  })

  it('has events and customers with the keys of a server, and events alone with those of a shop', async () => {
    const client = await createWith(clientKeys())
    expect([await create(), client].map(({ bodies: had }) => Object.keys(had))).to.deep.equal([
      ['event', 'customer'],
      ['event'],
    ])
  })

  it('sends nothing that its keys may not send', async () => {
    const client = await createWith(clientKeys())
    expect(await client.send(shipment('customer', bodies.customer), resources.stopping)()).to.deep.equal({
      _tag: 'Left',
      left: {
        _tag: 'SendFailure',
        fate: 'refused',
        message: 'not sent: the keys of the settings take no body of the kind customer',
      },
    })
    expect(sandbox.requests).to.equal(0)
  })

  for (const [title, body] of [
    ['a cycle', { ...bodies.event, metadata: Object.assign(cycle, { cycle }) }],
    ['a bigint', { ...bodies.event, metadata: { n: 1n } }],
  ] as const) {
    it(`refuses what JSON cannot write: ${title}`, async () => {
      expect(await (await create()).send(shipment('event', body), resources.stopping)()).to.deep.equal({
        _tag: 'Left',
        left: { _tag: 'SendFailure', fate: 'refused', message: 'not sent: the body cannot be written as JSON' },
      })
      expect(sandbox.requests).to.equal(0)
    })
  }

  it('lets go of its connections when the relay closes', async () => {
    await create()
    expect(releases).to.have.lengthOf(1)
  })

  it('does not start with a secret that no header can carry', async () => {
    const settings = voucherify.config.decode({ applicationId: 'a', secretKey: 'two words' })
    const created = isLeft(settings) ? settings : await voucherify.create(settings.right, resources)()
    expect(created).to.have.nested.property('left.part', 'destination')
    expect(releases).to.have.lengthOf(0)
  })

  it('finds a body that Voucherify does not take refused', async () => {
    const sent = (await create()).send(shipment('customer', { source_id: 7 }), resources.stopping)
    const outcome = await sent()
    expect(isLeft(outcome) ? { ...outcome.left, requestId: '' } : outcome).to.deep.equal({
      _tag: 'SendFailure',
      fate: 'refused',
      status: 400,
      key: 'invalid_payload',
      requestId: '',
      message: 'answered 400 invalid_payload: Invalid payload (Property .source_id must be string)',
      waitMs: undefined,
      rate: undefined,
    })
  })

  for (const kind of kinds) {
    it(`finds wrong keys misconfigured when it sends one: ${kind}`, async () => {
      expect(await send(kind, { secretKey: 'wrong' })).to.deep.equal({
        _tag: 'Left',
        left: {
          _tag: 'SendFailure',
          fate: 'misconfigured',
          status: 401,
          key: 'unauthorized',
          requestId: undefined,
          message: 'answered 401 unauthorized: Unauthorized',
          waitMs: undefined,
          rate: undefined,
        },
      })
    })

    it(`finds a sandbox that is not there unavailable when it sends one: ${kind}`, async () => {
      const outcome = await send(kind, { baseUrl: 'http://127.0.0.1:1' })
      expect(outcome).to.have.nested.property('left.fate', 'unavailable')
    })
  }

  const faults: readonly (readonly [title: string, fault: Fault, failure: Partial<SendFailure>, kept: number])[] = [
    ['a reset before storing', { reset: 'before-storing' }, { fate: 'in-doubt', doubt: 'reset' }, 0],
    ['a reset after storing', { reset: 'after-storing' }, { fate: 'in-doubt', doubt: 'reset' }, 1],
    ['no answer in time', { timeout: 'after-storing' }, { fate: 'in-doubt', doubt: 'timeout' }, 1],
    ['half an answer', { cut: 'body' }, { fate: 'in-doubt', doubt: 'reset' }, 1],
    ['an answer cut short', { distort: 'truncated-json' }, { fate: 'in-doubt', doubt: 'answer', status: 200 }, 1],
    ['an error that says 200', { distort: 'error-body' }, { fate: 'in-doubt', doubt: 'answer', status: 200 }, 1],
    ['a 500', { status: 500, after: 'after-storing' }, { fate: 'in-doubt', doubt: 'status', status: 500 }, 1],
    [
      'the HTML of a load balancer',
      { status: 502, body: '<html>Bad Gateway</html>' },
      { fate: 'in-doubt', status: 502 },
      0,
    ],
    ['an empty 503', { status: 503 }, { fate: 'in-doubt', status: 503 }, 0],
    [
      'a 503 with Retry-After',
      { status: 503, headers: { 'retry-after': '2' } },
      { fate: 'unavailable', status: 503, waitMs: 2000 },
      0,
    ],
    [
      'a 429',
      { status: 429, headers: { 'retry-after': '5' }, body: { code: 429, message: 'Too many requests' } },
      { fate: 'throttled', status: 429, waitMs: 5000 },
      0,
    ],
    [
      'a 400',
      { status: 400, body: { code: 400, key: 'k', message: 'm' } },
      { fate: 'refused', status: 400, key: 'k' },
      0,
    ],
  ]
  for (const [title, fault, failure, kept] of faults) {
    for (const kind of kinds) {
      it(`gives ${title} its fate: ${kind}`, async () => {
        sandbox.script([fault])
        const outcome = await send(kind, { timeoutMs: 200 })
        expect(isLeft(outcome) ? outcome.left : outcome).to.include({ _tag: 'SendFailure', ...failure })
        expect(stored()[kind]).to.equal(kept)
      })
    }
  }
})
