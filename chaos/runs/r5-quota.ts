import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxQuota } from '@vouchrelay/sandbox'
import { orderOf } from '../../test/journey/orders.ts'
import { countLeft } from '../../test/journey/read-state.ts'
import { createBars } from '../bars.ts'
import type { Circumstances, Counted, Findings, Run } from '../run.ts'
import { createFeed } from '../world/feed.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld } from '../world/world.ts'
import { judge } from '../world/verdict.ts'

/** A project's quota, and what the relay is told of it. */
interface Arrangement {
  readonly quota: Partial<SandboxQuota> & { readonly calls: number }
  /** As the settings say it: YAML in flow style. */
  readonly told: string
  /** The relay's calls a minute, and in all where a cycle ends them. */
  readonly perMinute: number
  readonly most?: number
}

const calls = 1_200

const arrangements: Readonly<Record<string, Arrangement>> = {
  calendar: { quota: { calls }, told: `perMinute: ${calls}, share: 1, reserve: 0`, perMinute: calls },
  rolling: { quota: { calls, window: 'rolling' }, told: `perMinute: ${calls}, share: 1, reserve: 0`, perMinute: calls },
  'beside others': {
    quota: { calls, otherCalls: 480, typeHeader: 'always' },
    told: `perMinute: ${calls}, share: 0.6, reserve: 0`,
    perMinute: 720,
  },
  cycle: {
    quota: { calls, cycleCalls: 100 },
    told: `perMinute: ${calls}, perCycle: 100, share: 1, reserve: 0`,
    perMinute: calls,
    most: 100,
  },
}

const spend = async (circumstances: Circumstances, name: string, arrangement: Arrangement): Promise<Findings> => {
  const { isShort, chance } = circumstances
  const { quota, told, perMinute, most = Infinity } = arrangement
  const seconds = isShort ? 12 : 185
  await using world = await createWorld(circumstances, {
    whenInDoubt: 'park',
    destination: `inFlight: 16, quota: { ${told} }`,
  })
  await world.sandbox.ask.setQuota(quota)
  using feed = createFeed()
  const up = await world.start()
  const events = Math.ceil((perMinute * (seconds + 30)) / 60)
  await feed.sendAll(
    up.tracking,
    Array.from({ length: events }, (_, i) => orderOf(`customer-${i}`, 1, 'order', chance)),
    500,
  )
  await sleep(seconds * 1_000)
  up.bin.kill('SIGTERM')
  await up.bin.ended
  const stored = await world.sandbox.ask.events()
  const report = await world.sandbox.ask.quota()

  const [first, final] = [stored.at(0), stored.at(-1)].map((event) => Date.parse(event?.at ?? ''))
  const used = ((stored.length - 1) * 60_000) / ((final ?? 0) - (first ?? 0)) / perMinute
  const refused = report?.refused ?? -1
  const bars = createBars(`${name}: `)
  // What waits is no loss, and is not judged: it lies in the journal.
  const done = new Set(stored.map(({ body }) => String(body.metadata?.['message_id'])))
  const verdict = judge({ orders: feed.orders, answered: done }, stored, [])
  holdVerdict(bars, verdict)
  bars.equal('lost', feed.answered.size - stored.length - countLeft(world.state), 0)
  bars.equal('doubled', verdict.doubled, 0)
  if (most === Infinity) bars.atLeast('part of the allowed rate that was used', used, isShort ? 0 : 0.99)
  else bars.equal('calls of the cycle', stored.length, most)
  bars.atMost('part of the calls that were refused', refused / (stored.length + refused), 0.001)
  const counted: Counted = { seconds, utilisation: Math.round(used * 10_000) / 10_000, refused, ...countedOf(verdict) }
  return { counted, failures: bars.failures() }
}

const perform: Run['perform'] = async (circumstances) => {
  const wanted = Object.entries(arrangements)
  const found = await Promise.all(
    wanted.map(async ([name, one]) => [name, await spend(circumstances, name, one)] as const),
  )
  return {
    counted: Object.fromEntries(found.map(([name, { counted }]) => [name, counted])),
    failures: found.flatMap(([, { failures }]) => failures),
  }
}

/** A quota a minute of both kinds, beside others, and one of a cycle. */
export const quotaRun: Run = { name: 'R5', title: 'quota a minute and a cycle, beside others', perform }
