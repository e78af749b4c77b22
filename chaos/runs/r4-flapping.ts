import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '@vouchrelay/sandbox'
import { orderOf } from '../../test/journey/orders.ts'
import { createBars } from '../bars.ts'
import type { Findings, Run } from '../run.ts'
import { drained } from '../world/conservation.ts'
import { createFeed } from '../world/feed.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld } from '../world/world.ts'
import { watchWindows } from './closed-windows.ts'

const timeoutMs = 1_000

const html = '<html><head><title>502 Bad Gateway</title></head></html>'

/** Everything that a destination, or what stands before it, has been seen to do. */
const faults: readonly Fault[] = [
  { status: 500 },
  { status: 502, body: html },
  { status: 503 },
  { status: 503, body: html, name: 'status 503 HTML' },
  { status: 504 },
  { status: 408 },
  { status: 423 },
  { status: 425 },
  { timeout: 'before-storing' },
  { hang: 2 * timeoutMs },
  { trickle: 2 * timeoutMs },
  { reset: 'before-storing' },
  { reset: 'after-storing' },
  { cut: 'headers' },
  { cut: 'body' },
  { distort: 'content-type' },
  { distort: 'truncated-json' },
  { distort: 'error-body' },
]

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, seed, chance, conservation } = circumstances
  const times = isShort ? 1 : 20
  const bars = createBars()
  await using world = await createWorld(circumstances, {
    whenInDoubt: 'resend',
    destination: `inFlight: 16, timeoutMs: ${timeoutMs}`,
    more: 'retry: { firstDelayMs: 20, maxDelayMs: 200 }',
  })
  const { ask, kill } = world.sandbox
  using feed = createFeed()
  const up = await world.start()
  let made = 0
  const send = (events: number): Promise<void> => {
    const from = made
    made += events
    const orders = Array.from({ length: events }, (_, i) =>
      orderOf(`customer-${(from + i) % 100}`, Math.floor((from + i) / 100) + 1, 'order', chance),
    )
    return feed.sendAll(up.tracking, orders)
  }

  await ask.script(faults.map((fault, i) => ({ ...fault, times, probability: 0.02, seed: seed + i })))
  await send(faults.length * times * 10)
  await drained(conservation, up.admin, 300_000)
  const struck = await ask.struck()
  // Frozen, it still takes connections: a network that swallows everything looks like that.
  for (let freeze = 0; freeze < (isShort ? 1 : 5); freeze++) {
    const sending = send(200)
    kill('SIGSTOP')
    await sleep(1.5 * timeoutMs)
    kill('SIGCONT')
    await sending
    await drained(conservation, up.admin, 120_000)
  }
  await sleep(2 * timeoutMs)
  const verdict = await world.finish(up, feed)
  holdVerdict(bars, verdict)
  bars.equal('delivered', verdict.stored - verdict.doubled, verdict.acknowledged)
  bars.atLeast('kinds of faults that struck', Object.keys(struck).length, isShort ? 8 : faults.length)

  const windows = await watchWindows(circumstances, isShort ? 1 : 5)
  return {
    counted: { struck, windows: windows.counted, ...countedOf(verdict) },
    failures: [...bars.failures(), ...windows.failures],
  }
}

/** Every way in which a destination fails, and windows that it closes. */
export const flappingRun: Run = { name: 'R4', title: 'a destination that flaps, in every way', perform }
