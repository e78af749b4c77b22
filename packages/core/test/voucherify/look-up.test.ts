import { startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Destination, Found, Shipment } from '../../src/contracts/destination.ts'
import type { SendFailure } from '../../src/contracts/failure.ts'
import { gotTransport, type OwnedTransport } from '../../src/delivery/http.ts'
import { destinationOf } from '../../src/voucherify/destination.ts'
import type { VoucherifyBody } from '../../src/voucherify/kinds.ts'
import { VoucherifySettings } from '../../src/voucherify/settings.ts'
import { stampOf } from '../../src/voucherify/stamp.ts'

const never = new AbortController().signal
const start = Date.parse('2026-11-21T12:00:00Z')
const hour = 3_600_000

const shipment = (more: Partial<Shipment<VoucherifyBody>> = {}): Shipment<VoucherifyBody> => ({
  source: 'shop',
  deliveryId: '1',
  messageId: 'm-1',
  route: 'orders',
  kind: 'event',
  customer: 'user-1',
  body: { event: 'order_completed', customer: { source_id: 'user-1' }, metadata: { order_id: 'o-1' } },
  whenInDoubt: 'verify',
  priority: 'normal',
  receivedAt: start,
  ...more,
})

describe('a look-up', () => {
  let sandbox: Sandbox
  let transport: OwnedTransport
  let clock: number
  /** By so much the relay's clock is ahead of Voucherify's. */
  let aheadMs: number

  beforeEach(async () => {
    clock = start
    aheadMs = 0
    sandbox = await startSandbox({ now: () => clock })
    transport = gotTransport({ inFlight: 8 })
  })
  afterEach(async () => {
    await transport.close()
    await sandbox.close()
  })

  const open = (more: Readonly<Record<string, unknown>> = {}): Destination<VoucherifyBody> => {
    const { applicationId, secretKey } = sandbox.settings
    const settings = VoucherifySettings.decode({ baseUrl: sandbox.url, applicationId, secretKey, ...more })
    if (isLeft(settings)) throw new Error('wrong settings')
    return destinationOf(settings.right, transport, () => clock + aheadMs)
  }
  const lookUp = async (wanted = shipment(), since = start, destination = open()) =>
    (await destination.lookUp?.(wanted, since, never)()) ?? expect.fail('there is no look-up')
  const send = async (sent = shipment(), destination = open()) => destination.send(sent, never)()
  const end = (found: Either<SendFailure, Found>): unknown => (isLeft(found) ? `${found.left.fate}: ${found.left.message}` : found.right._tag) // prettier-ignore
  const metadata = () => sandbox.events().map(({ body }) => body.metadata)

  it('needs a stamp, which is put on what would be looked for, and on nothing else', async () => {
    await send()
    await send(shipment({ whenInDoubt: 'park' }))
    await send(shipment({ whenInDoubt: 'resend' }))
    const plain = { order_id: 'o-1' }
    expect(metadata()).to.deep.equal([{ ...plain, vouchrelay_id: 'shop/m-1/orders' }, plain, plain])
  })

  it('finds the stamp under the key of the settings, which goes before what a mapping has put there', async () => {
    const destination = open({ verify: { metadataKey: 'order_id' } })
    await send(shipment(), destination)
    expect(metadata()).to.deep.equal([{ order_id: 'shop/m-1/orders' }])
    expect(end(await lookUp(shipment(), start, destination))).to.equal('Present')
    expect(end(await lookUp())).to.equal('Absent')
  })

  it('leaves the shipment as it is', async () => {
    const sent = shipment()
    await send(sent)
    expect(sent).to.deep.equal(shipment())
  })

  it('gives no stamp to a customer, who is harmless', async () => {
    await send(shipment({ kind: 'customer', body: { source_id: 'user-1', name: 'Ada' } }))
    expect(sandbox.customers()[0]).to.deep.include({ name: 'Ada', metadata: {} })
  })

  it('tells the request that the event came with', async () => {
    await send()
    const requestId = sandbox.events()[0]?.request_id
    expect(await lookUp()).to.deep.equal({
      _tag: 'Right',
      right: { _tag: 'Present', receipt: { status: 200, requestId }, rate: undefined, calls: 1 },
    })
  })

  it('does not know a customer whom Voucherify does not know', async () => {
    expect(end(await lookUp())).to.equal('Absent')
  })

  it('does not find what does not show yet', async () => {
    await send()
    sandbox.setActivityDelay(60_000)
    expect(end(await lookUp())).to.equal('Absent')
    clock += 60_000
    expect(end(await lookUp())).to.equal('Present')
  })

  for (const [title, ahead, calls] of [
    ['an hour behind', hour, 1],
    ['hours behind', 3 * hour, 2],
    ['a day behind', 24 * hour, 2],
    ['a day ahead', -24 * hour, 1],
  ] as const) {
    it(`knows that clocks differ: Voucherify's is ${title}`, async () => {
      aheadMs = ahead
      await send()
      const found = await lookUp(shipment(), start + ahead)
      expect([end(found), isLeft(found) || found.right.calls]).to.deep.equal(['Present', calls])
    })
  }

  it('does not find what is of the day before', async () => {
    await send()
    clock += 24 * hour
    expect(end(await lookUp(shipment(), clock))).to.equal('Absent')
  })

  it('finds what was sent before the clock was set back', async () => {
    await send()
    expect(end(await lookUp(shipment(), start + 24 * hour))).to.equal('Present')
  })

  it('is no absence where the clock was set back by more than an hour', async () => {
    await send(shipment({ messageId: 'other' }))
    expect(end(await lookUp(shipment(), start + hour))).to.equal('Absent')
    expect(end(await lookUp(shipment(), start + hour + 1))).to.equal(
      "refused: not looked for: the machine's clock was set back by more than an hour since",
    )
  })

  it('is no absence where the answer does not tell its time', async () => {
    await send(shipment({ messageId: 'other' }))
    const page = { object: 'list', data_ref: 'data', data: [], has_more: false }
    sandbox.script([{ status: 200, headers: { 'content-type': 'application/json', date: 'today' }, body: page, match: { call: 'GET *' } }]) // prettier-ignore
    expect(end(await lookUp())).to.equal("refused: not looked for: the answer does not tell Voucherify's time")
  })

  it('tells how many calls it took, whether it found or not', async () => {
    for (let i = 0; i < 150; i++) await send(shipment({ messageId: `other-${i}` }))
    const calls = (found: Either<SendFailure, Found>): unknown => (isLeft(found) ? found.left.calls : found.right.calls)
    const taken = [calls(await lookUp())]
    sandbox.script([{ status: 500, match: { call: 'GET *' } }])
    taken.push(calls(await lookUp()))
    aheadMs = 3 * hour
    taken.push(calls(await lookUp(shipment(), start + 3 * hour)))
    taken.push(calls(await lookUp(shipment({ customer: 'nobody' }))))
    expect(taken).to.deep.equal([2, 1, 3, 1])
  })

  it('tells apart source, message, route and customer', async () => {
    await send()
    const others = [{ source: 'app' }, { messageId: 'm-2' }, { route: 'all' }, { customer: 'user-2' }]
    await send(
      shipment({ customer: 'user-2', messageId: 'm-2', body: { event: 'e', customer: { source_id: 'user-2' } } }),
    )
    for (const other of others) expect(end(await lookUp(shipment(other)))).to.equal('Absent')
    expect(end(await lookUp())).to.equal('Present')
  })

  it('pages through what came since', async () => {
    await send()
    for (let i = 0; i < 250; i++) await send(shipment({ messageId: `other-${i}` }))
    const before = sandbox.requests
    expect(end(await lookUp())).to.equal('Present')
    expect(sandbox.requests - before).to.equal(3)
  })

  it('gives up where there is too much, and says so', async () => {
    const page = {
      object: 'list',
      data_ref: 'data',
      data: [{ id: 'evcus_1', type: 'customer.custom_event', data: { data: { event: {} } } }],
      has_more: true,
      more_starting_after: 'evcus_1',
    }
    await send()
    sandbox.script([{ times: 100, status: 200, headers: { 'content-type': 'application/json' }, body: page, match: { call: 'GET *' } }]) // prettier-ignore
    expect(end(await lookUp())).to.equal('refused: not looked for: the customer has more than 500 events since')
    expect(sandbox.struck()).to.deep.equal({ 'status 200': 5 })
  })

  it('finds customers and messages with any text as their name, as they went through the API', async () => {
    const destination = open()
    const name = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('a/b', '..%2f', '?', '#', ' ', '%'),
    )
    await fc.assert(
      fc.asyncProperty(name, name, async (customer, messageId) => {
        fc.pre(customer !== '.' && customer !== '..' && customer.isWellFormed())
        const one = shipment({ customer, messageId, body: { event: 'e', customer: { source_id: customer } } })
        expect(end(await lookUp(one, start, destination))).to.not.equal('Present')
        await send(one, destination)
        expect(end(await lookUp(one, start, destination))).to.equal('Present')
        sandbox.clear()
      }),
      { numRuns: 50 },
    )
  })

  for (const customer of ['.', '..', '\ud800']) {
    it(`cannot look for a customer whom no address can name: ${JSON.stringify(customer)}`, async () => {
      expect(end(await lookUp(shipment({ customer })))).to.equal(
        'refused: not looked for: the name of the customer cannot stand in an address',
      )
      expect(sandbox.requests).to.equal(0)
    })
  }

  it('makes of a message id that is no text the same stamp each time', () => {
    expect(stampOf(shipment({ messageId: 'a\ud800' }))).to.equal('shop/a\ufffd/orders')
  })

  const activity = (event: unknown) => ({ object: 'list', data_ref: 'data', has_more: false, data: [{ id: 'a', type: 'customer.custom_event', data: { data: { event } } }] }) // prettier-ignore
  for (const [title, fault, expected] of [
    ['500', { status: 500 }, 'unavailable: answered 500: Internal Server Error'],
    [
      'a broken connection',
      { reset: 'before-storing' },
      'unavailable: sent, but no answer could be read: read ECONNRESET',
    ],
    ['403', { status: 403 }, 'misconfigured: answered 403: Forbidden'],
    ['429', { status: 429 }, 'throttled: answered 429: Too Many Requests'],
    ['400', { status: 400 }, 'refused: answered 400: Bad Request'],
    ['a 404 of somebody else', { status: 404, body: '<html>' }, 'refused: answered 404: Not Found'],
    [
      'a 404 of something else',
      { status: 404, body: { code: 404, key: 'not_found', message: 'No such path' } },
      'refused: answered 404 not_found: No such path',
    ],
    ['HTML', { status: 200, body: '<html>' }, 'unavailable: answered 200, but not as the API does'],
    ['nothing', { status: 200 }, 'unavailable: answered 200, but not as the API does'],
    ['an empty object', { status: 200, body: {} }, 'unavailable: answered 200, but not as the API does'],
    ['an event that is none', { status: 200, body: activity(7) }, 'unavailable: answered 200, but not as the API does'],
    [
      'metadata that are none',
      { status: 200, body: activity({ metadata: 'x' }) },
      'unavailable: answered 200, but not as the API does',
    ],
    [
      'more without a way to it',
      { status: 200, body: { object: 'list', data: [], has_more: true } },
      'unavailable: answered 200, but not as the API does',
    ],
  ] as const) {
    // prettier-ignore
    it(`is no absence where the answer is ${title}`, async () => {
      await send()
      sandbox.script([{ ...fault, match: { call: 'GET *' } }])
      expect(end(await lookUp())).to.equal(expected)
      expect(end(await lookUp())).to.equal('Present')
    })
  }

  it('reads an event without metadata, and passes over what is no event', async () => {
    await send()
    const others = {
      ...activity({ metadata: null }),
      data: [...activity({}).data, { id: 'b', type: 'customer.updated', data: 7 }],
    }
    sandbox.script([{ status: 200, body: others, match: { call: 'GET *' } }])
    expect(end(await lookUp())).to.equal('Absent')
  })
})
