import { startSandbox, type Fault, type Sandbox } from '@vouchrelay/sandbox'
import { expect } from 'chai'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Destination, Receipt, Shipment } from '../../src/contracts/destination.ts'
import type { SendFailure } from '../../src/contracts/failure.ts'
import type { Resources } from '../../src/contracts/plugin.ts'
import { voucherify } from '../../src/voucherify/plugin.ts'

const now = 1_000_000

const shipment = (body: unknown): Shipment<unknown> => ({
  source: 'shop',
  deliveryId: '1',
  messageId: 'm-1',
  route: 'r',
  kind: 'event',
  customer: 'user-1',
  body,
})
const body = { event: 'order_completed', customer: { source_id: 'user-1' }, loyalty: { code: 'L-1' } }

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
    log: { warn: () => undefined, error: () => undefined },
    now: () => now,
    stopping: new AbortController().signal,
    onClose: (release) => releases.push(release),
  }

  const create = async (more: Readonly<Record<string, unknown>> = {}): Promise<Destination<unknown>> => {
    const { applicationId, secretKey } = sandbox.settings
    const settings = voucherify.config.decode({ baseUrl: sandbox.url, applicationId, secretKey, ...more })
    if (isLeft(settings)) throw new Error('wrong settings')
    const created = await voucherify.create(settings.right, resources)()
    if (isLeft(created)) throw new Error(created.left.message)
    return created.right
  }
  const send = async (more: Readonly<Record<string, unknown>> = {}): Promise<Either<SendFailure, Receipt>> =>
    (await create(more)).send(shipment(body), resources.stopping)()

  it('delivers an event as it is mapped', async () => {
    expect(await send()).to.deep.equal({ _tag: 'Right', right: { status: 200 } })
    expect(sandbox.events().map((event) => event.body)).to.deep.equal([body])
  })

  it('names its channel', async () => {
    await send({ channel: 'Shop relay' })
    expect(sandbox.events()[0]).to.include({ channel: 'Shop relay', side: 'server' })
  })

  it('takes as many requests at once as the settings say', async () => {
    expect((await create({ inFlight: 3 })).limits).to.deep.equal({ inFlight: 3 })
  })

  it('gives a dry run the same bodies without starting', async () => {
    const destination = await create()
    const settings = voucherify.config.decode({ applicationId: 'a', secretKey: 's' })
    expect(isLeft(settings) ? settings : voucherify.pure(settings.right).bodies).to.equal(destination.bodies)
  })

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

  it('finds wrong keys misconfigured', async () => {
    expect(await send({ secretKey: 'wrong' })).to.deep.equal({
      _tag: 'Left',
      left: {
        _tag: 'SendFailure',
        fate: 'misconfigured',
        status: 401,
        key: 'unauthorized',
        requestId: undefined,
        message: 'answered 401 unauthorized: Unauthorized',
        notBefore: undefined,
      },
    })
  })

  it('finds a sandbox that is not there unavailable', async () => {
    const outcome = await send({ baseUrl: 'http://127.0.0.1:1' })
    expect(outcome).to.have.nested.property('left.fate', 'unavailable')
  })

  const faults: readonly (readonly [title: string, fault: Fault, failure: Partial<SendFailure>, stored: number])[] = [
    ['a reset before storing', { reset: 'before-storing' }, { fate: 'in-doubt' }, 0],
    ['a reset after storing', { reset: 'after-storing' }, { fate: 'in-doubt' }, 1],
    ['no answer in time', { hang: 60_000, after: 'after-storing' }, { fate: 'in-doubt' }, 1],
    ['a 500', { status: 500, after: 'after-storing' }, { fate: 'in-doubt', status: 500 }, 1],
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
      { fate: 'unavailable', status: 503, notBefore: now + 2000 },
      0,
    ],
    [
      'a 429',
      { status: 429, headers: { 'retry-after': '5' }, body: { code: 429, message: 'Too many requests' } },
      { fate: 'throttled', status: 429, notBefore: now + 5000 },
      0,
    ],
    [
      'a 400',
      { status: 400, body: { code: 400, key: 'k', message: 'm' } },
      { fate: 'refused', status: 400, key: 'k' },
      0,
    ],
  ]
  for (const [title, fault, failure, stored] of faults) {
    it(`gives ${title} its fate`, async () => {
      sandbox.script([fault])
      const outcome = await send({ timeoutMs: 200 })
      expect(isLeft(outcome) ? outcome.left : outcome).to.include({ _tag: 'SendFailure', ...failure })
      expect(sandbox.events()).to.have.lengthOf(stored)
    })
  }
})
