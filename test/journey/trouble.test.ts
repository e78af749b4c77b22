import { expect } from 'chai'
import type { Counts, RouteCounts, SourceCounts } from '@vouchrelay/core'
import { startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { forwardShop } from './forward-shop.ts'
import { readLetters } from './read-state.ts'
import { scrape } from './scrape.ts'
import { idsOf, orderBody, orderText, sendAll } from './simple-order.ts'
import { startShop } from './start-shop.ts'
import { until } from './until.ts'
import { pausesAfter, watchRequests } from './watch-requests.ts'

const quickly = 'retry: { firstDelayMs: 20, maxDelayMs: 50 }'

/** A timer of Node may ring up to a millisecond before its time, by a finer clock. */
const timerMs = 1

const customers = ['ann', 'bob', 'cid', 'dan', 'eve', 'fay']

const none = { delivered: 0, skipped: {}, buried: {} }

const noShipments: RouteCounts = {
  planned: 0,
  inFlight: 0,
  ...none,
  failedAttempts: {},
  inDoubt: 0,
  doubts: {},
  differing: 0,
}

/** The counts of the shop, of which its events and those of their shipments that are orders differ from nothing at all. */
const countsOf = (shop: Partial<SourceCounts>, order: Partial<RouteCounts>): Counts => ({
  sources: { shop: { received: 0, waiting: 0, inFlight: 0, inDoubt: 0, ...none, ...shop } },
  routes: { order: { ...noShipments, ...order }, coupon: noShipments },
  decisions: {},
})

/** The statuses of requests, with how many there were of each in a row: `2 x 429`. */
const told = (statuses: readonly number[]): readonly string[] => {
  const rows: { status: number; times: number }[] = []
  for (const status of statuses) {
    const last = rows.at(-1)
    if (last?.status === status) last.times += 1
    else rows.push({ status, times: 1 })
  }
  return rows.map(({ status, times }) => `${times} x ${status}`)
}

const readyz = async (admin: string) => {
  const answer = await fetch(`${admin}/readyz`)
  return { status: answer.status, body: await answer.json() }
}

describe('while the destination', function () {
  this.timeout(30_000)
  let sandbox: Sandbox
  let watch: ReturnType<typeof watchRequests>

  beforeEach(async () => {
    sandbox = await startSandbox()
    watch = watchRequests(sandbox.port)
  })
  afterEach(async () => {
    watch[Symbol.dispose]()
    await sandbox.close()
  })
  const shop = (more: string, inFlight: number) => ({
    voucherify: sandbox.url,
    destination: `inFlight: ${inFlight}`,
    more,
  })
  const statuses = () => told(watch.requests().map(({ status }) => status))

  describe('refuses the credentials', () => {
    /** Many, because a timer rings a little early now and then, and that must not end the probing. */
    const probes = 100
    const wrong = { status: 401, body: { code: 401, key: 'unauthorized', message: 'Unauthorized', details: 'no' } }
    const texts = customers.map((customer) => orderText(customer))

    it('buries nothing, keeps taking events, raises an alarm, and delivers when it is mended', async () => {
      sandbox.script([{ ...wrong, times: 1_000 }])
      await using first = await startShop(shop(quickly, 2))
      await sendAll(first.tracking, texts)
      await until('the pause', () => first.relay.readiness().alarms.length > 0)
      await sendAll(first.tracking, [orderText('gus')])
      const health = await readyz(first.admin)
      const reading = await scrape(first.admin)
      await first.relay.stop()
      sandbox.script([])
      const letters = readLetters(first.state)
      const failedAttempts = { misconfigured: watch.requests().length }
      await using second = await startShop(shop(quickly, 2), first)
      await drain(second.admin)

      expect(health).to.deep.equal({
        status: 200,
        body: { ready: true, ails: [], alarms: ['destination paused: answered 401 unauthorized: Unauthorized'] },
      })
      expect(reading('destination', { state: 'paused' })).to.equal(1)
      expect(failedAttempts.misconfigured).to.be.within(1, 2)
      expect(first.relay.counts()).to.deep.equal(countsOf({ received: 7, waiting: 7 }, { failedAttempts }))
      expect(letters).to.deep.equal([])
      expect(second.relay.counts()).to.deep.equal(countsOf({ received: 7, delivered: 7 }, { planned: 7, delivered: 7 }))
      expect(idsOf(sandbox.events())).to.have.members([...customers, 'gus'].map((customer) => `${customer}-1`))
    })

    it('tries again with one request after each pause, and goes on when it is let in', async () => {
      const probeMs = 10
      sandbox.script([{ ...wrong, times: probes }])
      await using relay = await forwardShop(shop(quickly, 1), { inFlight: 1, probeMs })
      await sendAll(relay.tracking, texts)
      await until('the end of every event', () => relay.outcomes.length === texts.length)
      const failed = relay.outcomes.flatMap(({ shipments }) => shipments.flatMap(({ retries }) => retries))

      expect(statuses()).to.deep.equal([`${probes} x 401`, '6 x 200'])
      expect(pausesAfter(401, watch.requests()).filter((ms) => ms < probeMs - timerMs)).to.deep.equal([])
      expect(failed).to.deep.equal(Array.from({ length: probes }, () => 'misconfigured'))
      expect(relay.outcomes.map(({ end }) => end._tag)).to.deep.equal(texts.map(() => 'Forwarded'))
      expect([relay.gate.state(), relay.letters()]).to.deep.equal([{ _tag: 'Open' }, 0])
      expect(idsOf(sandbox.events())).to.have.members(customers.map((customer) => `${customer}-1`))
    })
  })

  it('throttles, sends nothing to it before the window opens', async () => {
    sandbox.script([{ status: 429, headers: { 'retry-after': '1' }, times: 2 }])
    await using relay = await startShop(shop(quickly, 1))
    await sendAll(
      relay.tracking,
      customers.map((customer) => orderText(customer)),
    )
    await until('the closed gate', () => relay.relay.readiness().alarms.length > 0)
    const reading = await scrape(relay.admin)
    await drain(relay.admin)

    expect(reading('destination', { state: 'closed' })).to.equal(1)
    expect(statuses()).to.deep.equal(['2 x 429', '6 x 200'])
    expect(pausesAfter(429, watch.requests()).filter((ms) => ms < 1_000 - timerMs || ms > 5_000)).to.deep.equal([])
    expect(relay.relay.counts()).to.deep.equal(
      countsOf({ received: 6, delivered: 6 }, { planned: 6, delivered: 6, failedAttempts: { throttled: 2 } }),
    )
    expect(idsOf(sandbox.events())).to.have.members(customers.map((customer) => `${customer}-1`))
  })

  it('is unavailable until a time, waits with this customer alone', async () => {
    const unavailable = { status: 503, headers: { 'retry-after': '1' } }
    sandbox.script([{ ...unavailable, match: { sourceId: 'ann' } }])
    await using relay = await startShop(shop(quickly, 1))
    await sendAll(relay.tracking, [orderText('ann'), orderText('ann', 2), orderText('bob')])
    await drain(relay.admin)
    const [failed, , again] = watch.requests()

    expect(statuses()).to.deep.equal(['1 x 503', '3 x 200'])
    expect((again?.beganAt ?? 0) - (failed?.answeredAt ?? 0)).to.be.at.least(1_000 - timerMs)
    expect(relay.relay.counts()).to.deep.equal(
      countsOf({ received: 3, delivered: 3 }, { planned: 3, delivered: 3, failedAttempts: { unavailable: 1 } }),
    )
    expect(sandbox.events().map(({ body }) => body)).to.deep.equal([
      orderBody('bob'),
      orderBody('ann'),
      orderBody('ann', 2),
    ])
  })

  it('breaks the connection after it stored an event, sends it again and says that it was in doubt', async () => {
    sandbox.script([{ reset: 'after-storing' }])
    await using relay = await startShop(shop(quickly, 1))
    await sendAll(relay.tracking, [orderText('ann')])
    const { last } = await drain(relay.admin)
    const about = { source: 'shop', messageId: 'ann-1', route: 'order', fate: 'in-doubt' }

    expect(sandbox.events().map(({ body }) => body)).to.deep.equal([orderBody('ann'), orderBody('ann')])
    expect(relay.relay.counts()).to.deep.equal(
      countsOf(
        { received: 1, delivered: 1 },
        { planned: 1, delivered: 1, failedAttempts: { 'in-doubt': 1 }, doubts: { 'reset/resent': 1 } },
      ),
    )
    expect(last('attempts_failed_total', { route: 'order', fate: 'in-doubt' })).to.equal(1)
    expect(last('doubts_total', { route: 'order', cause: 'reset', end: 'resent' })).to.equal(1)
    expect(relay.lines.filter(([, , message]) => message === 'attempt failed')).to.deep.equal([
      [
        'warn',
        {
          ...about,
          failure: 'sent, but no answer could be read: read ECONNRESET',
          status: undefined,
          requestId: undefined,
        },
        'attempt failed',
      ],
    ])
  })

  it('breaks the connection after it stored an event, finds that and sends nothing again', async () => {
    sandbox.script([{ reset: 'after-storing' }])
    const destination = 'inFlight: 1, verify: { patienceSeconds: 1, activityDelaySeconds: 0 }'
    await using relay = await startShop({ ...shop(quickly, 1), destination, whenInDoubt: 'verify' })
    await sendAll(relay.tracking, [orderText('ann')])
    await drain(relay.admin)
    const { doubts, delivered } = relay.relay.counts().routes['order'] ?? {}

    expect(idsOf(sandbox.events())).to.deep.equal(['ann-1'])
    expect({ doubts, delivered }).to.deep.equal({ doubts: { 'reset/found': 1 }, delivered: 1 })
  })

  it('breaks the connection before it stored an event, misses that and sends it again', async () => {
    sandbox.script([{ reset: 'before-storing' }])
    const destination = 'inFlight: 1, verify: { patienceSeconds: 1, activityDelaySeconds: 0 }'
    await using relay = await startShop({ ...shop(quickly, 1), destination, whenInDoubt: 'verify' })
    await sendAll(relay.tracking, [orderText('ann')])
    await drain(relay.admin)
    const { doubts, delivered } = relay.relay.counts().routes['order'] ?? {}

    expect(idsOf(sandbox.events())).to.deep.equal(['ann-1'])
    expect({ doubts, delivered }).to.deep.equal({ doubts: { 'reset/absent': 1 }, delivered: 1 })
  })

  it('breaks the connection, buries the event in doubt and never sends it again', async () => {
    sandbox.script([{ reset: 'before-storing' }])
    await using relay = await startShop({ ...shop(quickly, 1), whenInDoubt: 'park' })
    await sendAll(relay.tracking, [orderText('ann'), orderText('ann', 2), orderText('ann')])
    await drain(relay.admin)
    const { doubts, delivered, buried, skipped } = relay.relay.counts().routes['order'] ?? {}

    expect(idsOf(sandbox.events())).to.deep.equal(['ann-2'])
    expect({ doubts, delivered, buried, skipped }).to.deep.equal({
      doubts: { 'reset/parked': 1 },
      delivered: 1,
      buried: { 'in doubt': 1 },
      skipped: { parked: 1 },
    })
    expect(readLetters(relay.state).map(({ messageId, reason }) => [messageId, reason])).to.deep.equal([
      ['ann-1', 'in doubt'],
    ])
  })

  it('breaks the connection before it stored an event, sends it again', async () => {
    sandbox.script([{ reset: 'before-storing' }])
    await using relay = await startShop(shop(quickly, 1))
    await sendAll(relay.tracking, [orderText('ann')])
    await drain(relay.admin)
    expect(sandbox.events().map(({ body }) => body)).to.deep.equal([orderBody('ann')])
  })

  it('fails inside, sends again and counts a doubt', async () => {
    sandbox.script([{ status: 500, times: 3, match: { call: 'POST /v1/events' } }])
    await using relay = await startShop(shop(quickly, 1))
    await sendAll(relay.tracking, [orderText('ann')])
    await drain(relay.admin)

    // Between them it is probed, since it may be down.
    const sent = watch.requests().filter(({ call }) => call === 'POST /v1/events')
    expect(sent.map(({ status }) => status)).to.deep.equal([500, 500, 500, 200])
    expect(relay.relay.counts()).to.deep.equal(
      countsOf(
        { received: 1, delivered: 1 },
        { planned: 1, delivered: 1, failedAttempts: { 'in-doubt': 3 }, doubts: { 'status/resent': 3 } },
      ),
    )
    expect(sandbox.events().map(({ body }) => body)).to.deep.equal([orderBody('ann')])
  })

  it("refuses one customer's event, buries that with its attempt and goes on", async () => {
    const body = { code: 400, key: 'invalid_payload', message: 'Invalid payload', details: 'No.', request_id: 'v-1' }
    sandbox.script([{ status: 400, body, match: { sourceId: 'ann' } }])
    await using relay = await startShop(shop(quickly, 1))
    await sendAll(relay.tracking, [orderText('ann'), orderText('ann', 2), orderText('bob')])
    const { last } = await drain(relay.admin)
    const message = 'answered 400 invalid_payload: Invalid payload (No.)'
    const failure = {
      _tag: 'SendFailure',
      fate: 'refused',
      status: 400,
      key: 'invalid_payload',
      requestId: 'v-1',
      message,
    }
    const [letter, ...others] = readLetters(relay.state)

    expect(letter).to.deep.equal({
      messageId: 'ann-1',
      route: 'order',
      reason: 'refused',
      faults: [],
      attempts: [{ at: 'some time', failure }],
      body: orderBody('ann'),
      text: orderText('ann'),
    })
    expect([others, last('letters')]).to.deep.equal([[], 1])
    expect(relay.relay.counts()).to.deep.equal(
      countsOf(
        { received: 3, delivered: 2, buried: { refused: 1 } },
        { planned: 3, delivered: 2, buried: { refused: 1 }, failedAttempts: { refused: 1 } },
      ),
    )
    expect(idsOf(sandbox.events())).to.have.members(['ann-2', 'bob-1'])
  })
})
