import { expect } from 'chai'
import { defaultForwardLimits } from '@vouchrelay/core'
import { startSandbox, type StoredEvent } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { batchOf, connection, post } from './post.ts'
import { runBin, type Bin } from './run-bin.ts'
import { scrape, statesOf, type Reading } from './scrape.ts'
import { scratch } from './scratch.ts'
import { shopYaml } from './shop.ts'

const connections = 4
const customersEach = 50
const batches = 50
const events = connections * customersEach * 2 * batches

/** Carried along by each event and not mapped: all of them together are 200 MB, what may be in flight is 2.6 MB. */
const ballast = 'x'.repeat(10_000)

const customerOf = (who: number, which: number): string => `customer-${who}-${which}`

/** One event for each customer of a connection, twice: the `n`th and the next of each. */
const batchAt = (who: number, batch: number): string =>
  batchOf(
    [0, 1].flatMap((half) =>
      Array.from({ length: customersEach }, (_, which) => {
        const customer = customerOf(who, which)
        const n = batch * 2 + half
        const properties = { n, note: customer, total: n, ballast }
        return JSON.stringify({
          type: 'track',
          messageId: `${customer}-${n}`,
          userId: customer,
          event: 'Order Completed',
          properties,
        })
      }),
    ),
  )

/** Sends everything, each connection its batches in their order, and tells the statuses. */
const sendAll = async (tracking: string): Promise<readonly number[]> => {
  const statuses: number[] = []
  const send = async (who: number): Promise<void> => {
    const agent = connection()
    for (let batch = 0; batch < batches; batch++)
      statuses.push(await post(`${tracking}/batch`, batchAt(who, batch), agent))
    agent.destroy()
  }
  await Promise.all(Array.from({ length: connections }, (_, who) => send(who)))
  return statuses
}

/** What was stored for each customer, in the order in which it was. */
const byCustomer = (stored: readonly StoredEvent[]) => {
  const found = new Map<string, unknown[]>()
  for (const { body } of stored) {
    const customer = String(body.customer.source_id)
    const its = found.get(customer) ?? []
    found.set(customer, its)
    its.push(body.metadata?.['n'])
  }
  return Object.fromEntries(found)
}

const everything = Object.fromEntries(
  Array.from({ length: connections * customersEach }, (_, i) => [
    customerOf(Math.floor(i / customersEach), i % customersEach),
    Array.from({ length: 2 * batches }, (_, n) => n),
  ]),
)

describe('a destination that hangs', function () {
  this.timeout(300_000)
  const recovery = Promise.withResolvers<void>()
  const disposal = new AsyncDisposableStack()
  let bin: Bin
  let admin: string
  let statuses: readonly number[]
  let hung: Reading
  let stored: () => readonly StoredEvent[]

  before(async () => {
    const sandbox = disposal.use(await startSandbox({ wait: () => recovery.promise }))
    sandbox.script([{ hang: 1, times: 1_000_000 }])
    const dir = disposal.use(await scratch(shopYaml({ voucherify: sandbox.url, destination: 'timeoutMs: 180000' })))
    bin = disposal.use(runBin(dir.file))
    const addresses = await bin.ready
    admin = addresses.admin
    statuses = await sendAll(addresses.tracking)
    hung = await scrape(admin)
    stored = sandbox.events
  })

  after(() => disposal.disposeAsync())

  it('does not keep the relay from taking events', () =>
    expect(statuses).to.deep.equal(Array.from({ length: connections * batches }, () => 200)))

  it('makes the journal grow, not what is in flight', () => {
    const { unsettled, waiting } = defaultForwardLimits
    const { inFlight, ...states } = statesOf(hung)
    const none = { delivered: 0, skipped: 0, buried: 0 }
    expect(states).to.deep.equal({ received: events, waiting: events - inFlight, ...none })
    expect(inFlight).to.be.within(unsettled, unsettled + waiting)
  })

  it('gets every event once, in the order of each customer, when it recovers', async () => {
    recovery.resolve()
    const { last, lost } = await drain(admin, 240_000)
    bin.kill('SIGTERM')
    await bin.ended
    const none = { waiting: 0, inFlight: 0, skipped: 0, buried: 0 }
    expect(statesOf(last)).to.deep.equal({ received: events, delivered: events, ...none })
    expect([...new Set(lost)]).to.deep.equal([0])
    expect(byCustomer(stored())).to.deep.equal(everything)
  })
})
