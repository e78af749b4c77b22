/** The laws of doubt once more, in fewer worlds, over the state file and killed threads. `RUNS=200` looks longer. */
import { expect } from 'chai'
import fc from 'fast-check'
import { right } from 'fp-ts/lib/Either.js'
import type { Ledger } from '../../src/contracts/ledger.ts'
import type { DoubtPolicy } from '../../src/contracts/policy.ts'
import { forward } from '../../src/pipeline/forward.ts'
import type { State } from '../../src/state/open-state.ts'
import { memorySource } from '../../src/testing/memory-source.ts'
import { createScratch, rightOf, rowsIn, type Scratch } from '../state/scratch.ts'
import { keyOf, latestMs, modelledDestination, type Answer } from './modelled-destination.ts'
import { createLife, mortalLedger, type Life } from './mortal.ts'
import { virtualTime } from './virtual-time.ts'

const runs = Number(process.env['RUNS'] ?? 10)
const customers = ['ann', 'bob', 'cid']

const anyWorld = fc.record({
  events: fc.array(fc.constantFrom(...customers), { minLength: 1, maxLength: 6 }),
  answers: fc.array(
    fc.oneof(
      fc.record({ gives: fc.constantFrom('ok', 'ok', 'refused', 'unavailable') }),
      fc.record({
        gives: fc.constantFrom('timeout', 'reset', 'status', 'answer'),
        processed: fc.constantFrom(undefined, 0, latestMs),
      }),
    ),
    { maxLength: 12 },
  ),
  crashes: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
})

interface World {
  readonly events: readonly string[]
  readonly answers: readonly Answer[]
  readonly crashes: readonly number[]
}

const courseOf = async (scratch: Scratch, policy: DoubtPolicy, { events, answers, crashes }: World) => {
  let pending = 0
  const time = virtualTime(() => pending > 0, 100_000)
  const destination = modelledDestination({ time, answer: (_, attempt) => answers[attempt] ?? { gives: 'ok' } })
  const dir = scratch.dir()
  const doubts: string[] = []
  const retry = { firstDelayMs: 100, maxDelayMs: 2_000, budgetMs: 1e9 }

  /** Real time passes while the file is asked. */
  const awaited =
    <A>(work: () => Promise<A>) =>
    async (): Promise<A> => {
      pending += 1
      try {
        return await work()
      } finally {
        pending -= 1
      }
    }
  const timed = (ledger: Ledger): Ledger => ({
    ...ledger,
    claim: (shipment) => awaited(ledger.claim(shipment)),
    intend: (shipment) => awaited(ledger.intend(shipment)),
    conclude: (entry) => awaited(ledger.conclude(entry)),
  })
  /** The claims of a killed thread are gone with it: nobody need give them back. */
  const ledgerOf = (state: State, life: Life): Ledger =>
    mortalLedger(
      { ...timed(state.ledger), release: (one) => life.isDead() || state.ledger.release(one) },
      life,
      () => {},
    )

  const live = async (crash: number): Promise<void> => {
    const state = await scratch.open(dir)
    const journal = state.journal('shop')
    const stop = new AbortController()
    const life = createLife(crash, (die) => die())
    let isOver = false
    const subscription = forward({
      sources: { shop: { decode: memorySource('shop').decode, deliveries: journal.deliveries } },
      routes: [
        {
          name: 'all',
          kind: 'event',
          whenInDoubt: policy,
          when: () => true,
          body: ({ customer }) => right({ customer }),
        },
      ],
      destination,
      ledger: ledgerOf(state, life),
      stop: stop.signal,
      retry: { unavailable: retry, inDoubt: retry },
      scheduler: time.scheduler,
      random: () => 0.5,
      watcher: { doubted: (shipment) => life.isDead() || doubts.push(keyOf(shipment)) },
    }).subscribe({ complete: () => (isOver = true) })
    await time.until(() => life.isDead() || journal.depth() === 0)
    if (life.isDead()) {
      await scratch.kill(state)
      subscription.unsubscribe()
      pending = 0
      return
    }
    stop.abort()
    await time.until(() => isOver)
    await state.close()
  }

  const first = await scratch.open(dir)
  const texts = events.map((customer, n) => JSON.stringify({ messageId: `m${n}`, fields: { customer } }))
  const entries = texts.map((text) => ({ bytes: Buffer.from(text), receivedAt: -1 }))
  rightOf(await first.journal('shop').append(entries)())
  await first.close()
  for (const crash of [...crashes, Infinity]) await live(crash)
  time.scheduler.maxFrames = Infinity
  time.scheduler.flush()
  await new Promise((resolve) => setImmediate(resolve))
  const letters = rowsIn(dir, 'SELECT message_id, route FROM letters').map(
    ({ message_id: messageId, route }) => `${messageId} by ${route}`,
  )
  return { destination, doubts, letters, left: rowsIn(dir, 'SELECT * FROM journal').length }
}

describe('whatever fails, and whenever the relay is killed, over the state file', function () {
  this.timeout(60_000 + runs * 5_000)
  const scratch = createScratch(() => 0)
  afterEach(scratch.clean)

  for (const policy of ['resend', 'verify', 'park'] as const) {
    it(`loses nothing, and processes nothing more often than its policy allows (${policy})`, () =>
      fc.assert(
        fc
          .asyncProperty(anyWorld, async (world) => {
            const { destination, doubts, letters, left } = await courseOf(scratch, policy, world)
            const keys = world.events.map((_, n) => keyOf({ messageId: `m${n}`, route: 'all' }))
            const allowed = (key: string) => 1 + (policy === 'resend' ? doubts.filter((one) => one === key).length : 0)
            expect({
              left,
              lost: keys.filter((key) => destination.timesProcessed(key) === 0 && !letters.includes(key)),
              tooOften: keys.filter((key) => destination.timesProcessed(key) > allowed(key)),
            }).to.deep.equal({ left: 0, lost: [], tooOften: [] })
          })
          .afterEach(scratch.clean),
        { numRuns: runs },
      ))
  }
})
