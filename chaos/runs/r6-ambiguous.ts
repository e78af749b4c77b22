import { setTimeout as sleep } from 'node:timers/promises'
import type { DoubtPolicy } from '@vouchrelay/core'
import type { Fault } from '@vouchrelay/sandbox'
import { orderOf } from '../../test/journey/orders.ts'
import { createBars } from '../bars.ts'
import type { Circumstances, Findings, Run } from '../run.ts'
import { doubtsIn, drained } from '../world/conservation.ts'
import { createFeed } from '../world/feed.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld } from '../world/world.ts'

/** Long enough that nothing but a fault takes longer, on a machine that does much else. */
const timeoutMs = 1_500

/** Each stores what was sent, if late, and lets its sender know nothing that could be relied on. */
const ambiguities: readonly Fault[] = [
  { reset: 'after-storing' },
  { timeout: 'after-storing' },
  { hang: 2 * timeoutMs, after: 'after-storing' },
  { hang: 2 * timeoutMs },
  { cut: 'headers' },
  { cut: 'body' },
  { trickle: 2 * timeoutMs },
  { status: 500, after: 'after-storing' },
  { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>', after: 'after-storing' },
  { status: 504, after: 'after-storing' },
  { distort: 'truncated-json' },
  { distort: 'error-body' },
]

/** Settings of the destination for each policy. */
const settings: Readonly<Record<DoubtPolicy, string>> = {
  resend: '',
  verify: ', verify: { patienceSeconds: 2, activityDelaySeconds: 1 }',
  park: ', transport: undici',
}

/** How long after it was stored an event shows in the activity: less than the relay allows for. */
const activityDelayMs = 500

const sendAmbiguously = async (circumstances: Circumstances, policy: DoubtPolicy): Promise<Findings> => {
  const { isShort, chance, conservation } = circumstances
  const times = isShort ? 2 : 50
  await using world = await createWorld(circumstances, {
    whenInDoubt: policy,
    destination: `inFlight: 16, timeoutMs: ${timeoutMs}${settings[policy]}`,
    more: 'retry: { firstDelayMs: 20, maxDelayMs: 100 }',
  })
  await world.sandbox.ask.script(
    ambiguities.map((fault) => ({ ...fault, times, probability: 0.02, seed: circumstances.seed })),
  )
  await world.sandbox.ask.setActivityDelay(activityDelayMs)
  using feed = createFeed()
  const up = await world.start()
  const most = ambiguities.length * times
  // Those that come after all faults have struck find a destination that is well.
  const customers = Array.from({ length: 4 * most }, (_, i) => `customer-${i}`)
  await feed.sendAll(
    up.tracking,
    customers.flatMap((customer) => [1, 2].map((n) => orderOf(customer, n, 'order', chance))),
  )
  const inDoubt = doubtsIn(await drained(conservation, up.admin, 120_000))
  await sleep(2 * timeoutMs) // what was hung up on is stored late
  const verdict = await world.finish(up, feed)
  const struck = await world.sandbox.ask.struck()
  const injected = Object.values(struck).reduce((sum, n) => sum + n, 0)

  const bars = createBars(`${policy}: `)
  holdVerdict(bars, verdict)
  bars.atLeast('kinds of faults that struck', Object.keys(struck).length, isShort ? 4 : ambiguities.length)
  bars.atLeast('doubts counted', inDoubt, injected)
  // Whatever comes into doubt here was stored.
  bars.equal('doubled', verdict.doubled, policy === 'resend' ? inDoubt : 0)
  bars.equal('parked', verdict.parked, policy === 'park' ? inDoubt : 0)
  return { counted: { injected, struck, inDoubt, ...countedOf(verdict) }, failures: bars.failures() }
}

const perform: Run['perform'] = async (circumstances) => {
  const found = await Promise.all(
    (['resend', 'verify', 'park'] as const).map(
      async (policy) => [policy, await sendAmbiguously(circumstances, policy)] as const,
    ),
  )
  return {
    counted: Object.fromEntries(found.map(([policy, { counted }]) => [policy, counted])),
    failures: found.flatMap(([, { failures }]) => failures),
  }
}

/** The destination stores an event and does not say so, by policy. */
export const ambiguousRun: Run = { name: 'R6', title: 'stored, and the answer lost, by policy', perform }
