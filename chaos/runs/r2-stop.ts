import { until } from '../../test/journey/until.ts'
import { startSenders } from '../../test/journey/senders.ts'
import { createBars } from '../bars.ts'
import type { Findings, Run } from '../run.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld } from '../world/world.ts'

const deadlineMs = 10_000

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, chance, seed, conservation } = circumstances
  const stops = isShort ? 3 : 100
  await using world = await createWorld(circumstances, {
    whenInDoubt: 'resend',
    more: `shutdown: { deadlineMs: ${deadlineMs} }`,
  })
  await world.sandbox.ask.setLatency(20)
  const senders = startSenders(4, 16, seed)
  const bars = createBars()
  let busy = 0
  let longestMs = 0
  for (let stop = 0; stop < stops; stop++) {
    const { bin, tracking, admin } = await world.start()
    senders.resume(tracking)
    const enough = senders.answers() + chance.between(5, 60)
    await until('the moment of a stop', () => senders.answers() >= enough)
    if ((await conservation.scrape(admin))('events_in_flight') > 0) busy += 1
    const began = performance.now()
    bin.kill('SIGTERM')
    const { status, stderr } = await bin.ended
    longestMs = Math.max(longestMs, Math.round(performance.now() - began))
    senders.pause()
    bars.equal(`exit status${status === 0 ? '' : ` (${stderr.slice(-500)})`}`, status ?? -1, 0)
  }
  const up = await world.start()
  senders.resume(up.tracking)
  await senders.finish()
  const verdict = await world.finish(up, senders, 60_000 + stops * 1_000)
  holdVerdict(bars, verdict)
  bars.equal('doubled', verdict.doubled, 0)
  bars.equal('stops with something in flight', busy, stops)
  bars.atMost('the longest stop in ms', longestMs, deadlineMs)
  return { counted: { stops, longestMs, deadlineMs, ...countedOf(verdict) }, failures: bars.failures() }
}

/** SIGTERM under load. */
export const stopRun: Run = { name: 'R2', title: 'SIGTERM under load', perform }
