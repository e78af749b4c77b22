/**
 * SIGTERM. `STOPS=100` makes the test under load long (5 by default), `SEED=…` makes the same choices again.
 */
import { expect } from 'chai'
import type { Counts } from '@vouchrelay/core'
import { startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { judge, keyOfStored, type Judgement } from './judgement.ts'
import { countLeft, readLetters } from './read-state.ts'
import { runBin, type Bin } from './run-bin.ts'
import { scrape, statesOf } from './scrape.ts'
import { scratch } from './scratch.ts'
import { seeded, seedOfRun } from './seeded.ts'
import { startSenders } from './senders.ts'
import { shopYaml } from './shop.ts'
import { idsOf, orderText, sendAll } from './simple-order.ts'
import { until } from './until.ts'

const stops = Number(process.env['STOPS'] ?? 5)
const deadlineMs = 5_000

/** What was seen of one stop. */
interface Stop {
  readonly status: number | null
  readonly tookMs: number
  /** The states just before. */
  readonly before: ReturnType<typeof statesOf>
  readonly after: Counts
}

const countsOf = (stdout: string): Counts => {
  const { counts }: { readonly counts: Counts } = JSON.parse(stdout.split('\n')[1] ?? '')
  return counts
}

const stopUnderLoad = async (bin: Bin, admin: string): Promise<Stop> => {
  const before = statesOf(await scrape(admin))
  const began = performance.now()
  bin.kill('SIGTERM')
  const { status, stdout } = await bin.ended
  return { status, tookMs: performance.now() - began, before, after: countsOf(stdout) }
}

describe(`a relay that is stopped ${stops} times under load`, function () {
  this.timeout(60_000 + stops * 5_000)
  const seed = seedOfRun()
  const told = `SEED=${seed}`
  const seen: Stop[] = []
  let judgement: Judgement
  let copies: number
  let left: number

  before(async () => {
    const chance = seeded(seed)
    await using sandbox = await startSandbox()
    sandbox.setLatency(20)
    await using dir = await scratch(
      shopYaml({ voucherify: sandbox.url, more: `shutdown: { deadlineMs: ${deadlineMs} }` }),
    )
    const senders = startSenders(8, 16, seed)
    for (let i = 0; i < stops; i++) {
      await using bin = runBin(dir.file)
      const { tracking, admin } = await bin.ready
      senders.resume(tracking)
      const enough = senders.answers() + chance.between(20, 80)
      await until('the moment of a stop', () => senders.answers() >= enough)
      seen.push(await stopUnderLoad(bin, admin))
      senders.pause()
    }
    await using bin = runBin(dir.file)
    const { tracking, admin } = await bin.ready
    senders.resume(tracking)
    await senders.finish()
    await drain(admin, 60_000 + stops * 1_000)
    bin.kill('SIGTERM')
    await bin.ended
    const stored = sandbox.events()
    judgement = judge(senders, stored, readLetters(dir.state))
    left = countLeft(dir.state)
    copies = stored.length - new Set(stored.map(keyOfStored)).size
  })

  it('is stopped with events in flight', () =>
    expect(
      seen.map(({ before }) => before.inFlight > 0),
      told,
    ).to.deep.equal(seen.map(() => true)))

  it('ends well and in time', () =>
    expect(
      seen.map(({ status, tookMs }) => [status, tookMs < deadlineMs]),
      told,
    ).to.deep.equal(seen.map(() => [0, true])))

  it('accounts for every event in its last words', () => {
    const { shop } = seen.at(-1)?.after.sources ?? {}
    const { received = 0, waiting = 0, inFlight, delivered = 0, buried = {}, skipped = {} } = shop ?? {}
    const { unmappable = 0, undecodable = 0 } = buried
    const rest = received - waiting - delivered - unmappable - undecodable - (skipped.duplicate ?? 0)
    expect({ rest, inFlight }, told).to.deep.equal({ rest: 0, inFlight: 0 })
  })

  it('loses nothing, adds nothing and keeps the order', () =>
    expect(judgement, told).to.deep.equal({ missing: [], strange: [], disordered: [] }))

  it('leaves nothing in the journal', () => expect(left, told).to.equal(0))

  it('delivers nothing twice', () => expect(copies, told).to.equal(0))
})

describe('a relay that is stopped while the destination hangs', function () {
  this.timeout(30_000)
  const customers = Array.from({ length: 20 }, (_, i) => `customer-${i}`)
  const texts = customers.map((customer) => orderText(customer))
  let recovery: PromiseWithResolvers<void>
  let sandbox: Sandbox

  beforeEach(async () => {
    recovery = Promise.withResolvers()
    sandbox = await startSandbox({ wait: () => recovery.promise })
  })
  afterEach(() => sandbox.close())

  /** Hangs some requests of a relay with a deadline, stops the relay, and starts it again on a destination that recovered. */
  const stopHung = async (deadlineMs: number, end: (bin: Bin) => Promise<void>) => {
    await using dir = await scratch(
      shopYaml({
        voucherify: sandbox.url,
        destination: 'inFlight: 4',
        more: `shutdown: { deadlineMs: ${deadlineMs} }`,
      }),
    )
    sandbox.script([{ hang: 1, times: 4 }])
    await using hung = runBin(dir.file)
    await sendAll((await hung.ready).tracking, texts)
    await until('requests that hang', () => sandbox.requests === 4)
    await end(hung)
    const { status, stdout } = await hung.ended
    sandbox.script([])
    await using again = runBin(dir.file)
    await drain((await again.ready).admin)
    return { status, stdout }
  }

  const everyId = customers.map((customer) => `${customer}-1`)

  it('ends at its deadline, and delivers at the next start what it kept', async () => {
    const { status, stdout } = await stopHung(300, async (bin) => bin.kill('SIGTERM'))
    const { received, waiting, inFlight, delivered } = countsOf(stdout).sources['shop'] ?? {}
    expect({ status, received, kept: (waiting ?? 0) + (inFlight ?? 0), delivered }).to.deep.equal({
      status: 0,
      received: 20,
      kept: 20,
      delivered: 0,
    })
    expect(idsOf(sandbox.events())).to.have.members(everyId)
  })

  it('ends at once at a second signal, and delivers at the next start what it kept', async () => {
    const { status } = await stopHung(3_600_000, async (bin) => {
      bin.kill('SIGTERM')
      const impatience = setInterval(() => bin.kill('SIGINT'), 50)
      await bin.ended
      clearInterval(impatience)
    })
    expect(status).to.equal(130)
    expect(idsOf(sandbox.events())).to.have.members(everyId)
  })
})
