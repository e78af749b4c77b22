import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { orderOf } from '../../test/journey/orders.ts'
import { createBars } from '../bars.ts'
import type { Findings, Run } from '../run.ts'
import { createFeed } from '../world/feed.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld } from '../world/world.ts'
import { early } from './closed-windows.ts'

const hourMs = 3_600_000

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, chance } = circumstances
  const [jumps, everyMs] = isShort ? [10, 250] : [200, 300]
  await using world = await createWorld(
    circumstances,
    { whenInDoubt: 'resend', destination: 'inFlight: 1', more: 'retry: { firstDelayMs: 20, maxDelayMs: 200 }' },
    { logs: true },
  )
  const clock = join(dirname(world.file), 'clock')
  writeFileSync(clock, '0')
  await world.sandbox.ask.script([
    { throttle: 1_000, probability: 0.03, seed: circumstances.seed },
    { status: 503, retryAfterMs: 1_000, probability: 0.03, seed: circumstances.seed + 1 },
    { status: 500, probability: 0.03, seed: circumstances.seed + 2 },
  ])
  using feed = createFeed()
  const up = await world.start({
    NODE_OPTIONS: `--import=${new URL('../preload/clock.ts', import.meta.url).href}`,
    CHAOS_CLOCK: clock,
  })
  let n = 0
  for (let jump = 0; jump < jumps; jump++) {
    n += 1
    await feed.sendAll(
      up.tracking,
      Array.from({ length: 5 }, (_, i) => orderOf(`customer-${i}`, n, 'order', chance)),
    )
    await sleep(everyMs)
    writeFileSync(clock, String(chance.oneOf([-hourMs, 0, hourMs])))
  }
  // Whatever is stuck would be so for an hour.
  const verdict = await world.finish(up, feed, 120_000)
  const log = await world.sandbox.ask.log()
  const closed = log.filter(({ status }) => status === 429 || status === 503).length
  const tooEarly =
    early(log, { status: 429, forMs: 1_000, forAll: true }) + early(log, { status: 503, forMs: 1_000, forAll: false })
  const bars = createBars()
  holdVerdict(bars, verdict)
  bars.equal('stuck', verdict.acknowledged - (verdict.stored - verdict.doubled), 0)
  bars.equal('too early', tooEarly, 0)
  bars.equal('doubled', verdict.doubled, 0)
  bars.atLeast('windows closed', closed, 1)
  return { counted: { jumps, closed, tooEarly, ...countedOf(verdict) }, failures: bars.failures() }
}

/** The clock on the wall jumps by an hour or two, forth and back, while waits are kept. */
export const clockRun: Run = { name: 'R17', title: 'clock jumps of an hour or two', perform }
