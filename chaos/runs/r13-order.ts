import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '@vouchrelay/sandbox'
import { orderOf } from '../../test/journey/orders.ts'
import { until } from '../../test/journey/until.ts'
import { createBars } from '../bars.ts'
import type { Findings, Run } from '../run.ts'
import { createFeed } from '../world/feed.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld } from '../world/world.ts'

/** What the unlucky customers meet, until the lucky ones are through. With a `Retry-After` a 503 would be the whole service's. */
const troubles = (sourceId: string, i: number): Fault => {
  const always = { times: 1_000_000, match: { sourceId } }
  const kinds: readonly Fault[] = [
    { ...always, status: 500 },
    { ...always, reset: 'before-storing' },
    { ...always, status: 503 },
    { ...always, status: 423 },
  ]
  return kinds[i % kinds.length] ?? { ...always, status: 500 }
}

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, chance } = circumstances
  const [rounds, each] = isShort ? [1, 5] : [10, 20]
  const [lucky, unlucky] = [16, 4]
  await using world = await createWorld(circumstances, {
    whenInDoubt: 'resend',
    more: 'retry: { firstDelayMs: 20, maxDelayMs: 200 }',
  })
  using feed = createFeed()
  const bars = createBars()
  const { ask } = world.sandbox
  let up = await world.start()
  let blocked = 0
  let attempts = 0
  for (let round = 0; round < rounds; round++) {
    const nameOf = (kind: string, i: number): string => `${kind}-${round}-${i}`
    const bad = Array.from({ length: unlucky }, (_, i) => nameOf('unlucky', i))
    const good = Array.from({ length: lucky }, (_, i) => nameOf('lucky', i))
    await ask.script(bad.map(troubles))
    const before = (await ask.events()).length
    const orders = Array.from({ length: each }, (_, n) =>
      [...bad, ...good].map((customer) =>
        orderOf(customer, n + 1, chance.oneOf(['order', 'order and coupon']), chance),
      ),
    ).flat()
    await feed.sendAll(up.tracking, orders, 13)
    const wanted = orders
      .filter(({ customer }) => good.includes(customer))
      .reduce((sum, { bodies }) => sum + bodies.size, before)
    const end = performance.now() + 10_000
    while ((await ask.events()).length < wanted && performance.now() < end) await sleep(20)
    const all = before + orders.reduce((sum, { bodies }) => sum + bodies.size, 0)
    blocked += wanted - (await ask.events()).length
    // A restart in the middle of it keeps the order, too.
    if (round % 2 === 1) {
      up.bin.kill('SIGTERM')
      await up.bin.ended
      up = await world.start()
    }
    const struck = await ask.struck()
    attempts = Object.values(struck).reduce((sum, n) => sum + n, 0)
    await ask.script([])
    await until('the end of the round', async () => (await ask.events()).length >= all, 60_000)
  }
  const verdict = await world.finish(up, feed)
  holdVerdict(bars, verdict)
  bars.equal('parts of others that waited for those in trouble', blocked, 0)
  bars.equal('doubled', verdict.doubled, 0)
  bars.atLeast('attempts that failed', attempts, rounds * unlucky)
  return { counted: { blocked, failedAttempts: attempts, ...countedOf(verdict) }, failures: bars.failures() }
}

/** Some customers in trouble, others not. */
export const orderRun: Run = { name: 'R13', title: 'order of each customer, some of them in trouble', perform }
