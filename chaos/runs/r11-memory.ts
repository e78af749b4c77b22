import { countLeft } from '../../test/journey/read-state.ts'
import { batchOf, connection, post } from '../../test/journey/post.ts'
import { createBars } from '../bars.ts'
import type { Findings, Run } from '../run.ts'
import { createWorld } from '../world/world.ts'

const perRequest = 1_000
const mebibyte = 2 ** 20

const textOf = (n: number): string =>
  JSON.stringify({
    type: 'track',
    messageId: `event-${n}`,
    userId: `customer-${n % 10_000}`,
    event: 'Order Completed',
    properties: { n, note: `order ${n} of a shop that does not stop`, total: n / 100 },
  })

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, conservation, note } = circumstances
  // How much memory a process has is measured by the long form alone: beside other work it says nothing.
  const [events, mostMiB, mostAddedMiB] = isShort ? [20_000, Infinity, Infinity] : [1_000_000, 200, 20]
  await using world = await createWorld(circumstances, {
    whenInDoubt: 'park',
    destination: 'inFlight: 64, timeoutMs: 180000, transport: undici',
    more: 'shutdown: { deadlineMs: 0 }',
  })
  await world.sandbox.ask.script([{ timeout: 'before-storing', times: 1_000_000 }])
  const { bin, tracking, admin } = await world.start()
  const agents = Array.from({ length: 4 }, connection)
  const statuses: Record<string, number> = {}
  /** Resident memory in MiB, at each hundredth of the way. */
  const rss: number[] = []
  let next = 0
  const send = async (agent: (typeof agents)[number]): Promise<void> => {
    while (next < events) {
      const from = next
      next += perRequest
      const batch = batchOf(Array.from({ length: perRequest }, (_, i) => textOf(from + i)))
      const status = await post(`${tracking}/batch`, batch, agent)
      statuses[status] = (statuses[status] ?? 0) + 1
      if ((from / perRequest) % (events / perRequest / 20) !== 0) continue
      rss.push(Math.round((await conservation.scrape(admin))('process_resident_memory_bytes') / mebibyte))
      note(`${from} events, ${rss.at(-1)} MiB`)
    }
  }
  const began = performance.now()
  await Promise.all(agents.map(send))
  const tookMs = performance.now() - began
  for (const agent of agents) agent.destroy()
  const last = await conservation.scrape(admin)
  rss.push(Math.round(last('process_resident_memory_bytes') / mebibyte))
  bin.kill('SIGKILL')
  await bin.ended

  const peak = Math.max(...rss)
  // What grows with the events would have doubled from the middle to the end.
  const [middle, end] = [rss.slice(0, rss.length / 2), rss.slice(rss.length / 2)].map((half) => Math.max(...half))
  const bars = createBars()
  bars.equal('requests taken', statuses['200'] ?? 0, events / perRequest)
  bars.equal('events waiting or in flight', last('events_waiting') + last('events_in_flight'), events)
  bars.equal('events in the journal', countLeft(world.state), events)
  bars.atMost('resident memory in MiB', peak, mostMiB)
  bars.atMost('MiB that the second half added', (end ?? 0) - (middle ?? 0), mostAddedMiB)
  const perSecond = Math.round((events * 1_000) / tookMs)
  return {
    counted: { events, peakMiB: peak, firstHalfMiB: middle ?? 0, secondHalfMiB: end ?? 0, takenPerSecond: perSecond },
    failures: bars.failures(),
  }
}

/** Events that wait while the destination never answers. */
export const memoryRun: Run = { name: 'R11', title: 'events waiting on a destination that stalls', perform }
