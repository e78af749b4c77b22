// What the state file costs an event, and whether group commit holds up the event loop: events of the journal through claim,
// intent, end and settle, 64 in flight, with routes that park (an intent is durable before each attempt) and that resend.
// Run: npm run -s bench:state -- [rounds] [events a round]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Worker } from 'node:worker_threads'
import { accept, createLog, openState, type Delivery, type Shipment, type State } from '@vouchrelay/core'
import { isLeft } from 'fp-ts/lib/Either.js'
import { order } from './orders.ts'
import { showRatios, showTable, sideBySide, type Variant } from './side-by-side.ts'

const rounds = Number(process.argv[2] ?? 9)
const events = Number(process.argv[3] ?? 20_000)
const inFlight = 64
/** An append and, of each event, a look, an intent where it is written, an end and a deletion. */
const operations = { park: 5, resend: 4 } as const

const must = <A>(result: { _tag: 'Left'; left: unknown } | { _tag: 'Right'; right: A }): A => {
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const entries = Array.from({ length: events }, (_, n) => ({ bytes: Buffer.from(order(n)), receivedAt: Date.now() }))

const ms = (nanoseconds: number): number => nanoseconds / 1e6

const shipmentOf = ({ source, id }: Delivery, whenInDoubt: 'park' | 'resend'): Shipment<unknown> => ({
  source,
  deliveryId: id,
  messageId: `message-${id}`,
  route: 'order-completed',
  kind: 'event',
  customer: `customer-${Number(id) % 1_000}`,
  body: { event: 'order_completed', customer: { source_id: id }, metadata: { order_id: id, total: 12.5 } },
  whenInDoubt,
  priority: 'normal',
  receivedAt: Date.now(),
})

const take = async ({ ledger }: State, delivery: Delivery, whenInDoubt: 'park' | 'resend'): Promise<void> => {
  const shipment = shipmentOf(delivery, whenInDoubt)
  must(await ledger.claim(shipment)())
  must(await ledger.intend(shipment)())
  const end = { _tag: 'Forwarded', receipt: { status: 200 } } as const
  await ledger.conclude({ conclusion: { shipment, end, attempts: [] }, done: delivery })()
  await delivery.settle(accept)()
}

const delay = monitorEventLoopDelay({ resolution: 1 })
/** Of the last round that parked. */
const seen = { batches: 0, wallMs: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 }

const through = (whenInDoubt: 'park' | 'resend'): Variant => {
  let opened: { readonly state: State; readonly dir: string } | undefined
  let batches = 0
  return {
    name: whenInDoubt,
    before: async () => {
      const dir = await mkdtemp(join(tmpdir(), 'vouchrelay-bench-'))
      // Each batch is answered with one message, and those that write are a commit each.
      process.once('worker', (worker: Worker) => worker.on('message', () => (batches += 1)))
      const limits = { journalMaxEvents: 1e6, journalMaxBytes: 1e10, rememberDeliveredMs: 3_600_000, window: 256 }
      opened = { dir, state: must(await openState({ dir, ...limits }, { now: Date.now, log: createLog() })()) }
    },
    run: async () => {
      if (opened === undefined) return
      const { state } = opened
      const journal = state.journal('shop')
      batches = 0
      delay.reset()
      delay.enable()
      const began = performance.now()
      for (let from = 0; from < events; from += 500) must(await journal.append(entries.slice(from, from + 500))())
      const stop = new AbortController()
      let left = events
      const working = new Set<Promise<void>>()
      for await (const delivery of journal.deliveries(stop.signal)) {
        const work: Promise<void> = take(state, delivery, whenInDoubt).finally(() => working.delete(work))
        working.add(work)
        left -= 1
        if (left === 0) break
        if (working.size >= inFlight) await Promise.race(working)
      }
      await Promise.all(working)
      delay.disable()
      if (whenInDoubt !== 'park') return
      Object.assign(seen, { batches, wallMs: performance.now() - began, maxMs: ms(delay.max) })
      Object.assign(seen, { p50Ms: ms(delay.percentile(50)), p99Ms: ms(delay.percentile(99)) })
    },
    after: async () => {
      await opened?.state.close()
      if (opened !== undefined) await rm(opened.dir, { recursive: true })
    },
  }
}

const figures = await sideBySide([through('park'), through('resend')], { events, rounds, warmups: 1 })
showTable(figures)
console.log(
  `park, the last round: ${seen.batches} commits and looks, delay of the event loop ` +
    `${seen.p50Ms.toFixed(1)} ms in the middle, ${seen.p99Ms.toFixed(1)} ms at 99 %, ${seen.maxMs.toFixed(1)} ms at most`,
)
const [park, resend] = figures
showRatios('state', {
  resendToPark: resend?.ratio ?? NaN,
  parkUsAnEvent: park?.cpuUs ?? NaN,
  parkUsAnOperation: (park?.cpuUs ?? NaN) / operations.park,
  resendUsAnOperation: (resend?.cpuUs ?? NaN) / operations.resend,
  parkEventsPerSecond: park?.perSecond ?? NaN,
  batchesPerSecond: seen.batches / (seen.wallMs / 1000),
  operationsPerBatch: (events * operations.park) / seen.batches,
  loopDelayP50Ms: seen.p50Ms,
  loopDelayP99Ms: seen.p99Ms,
  loopDelayMaxMs: seen.maxMs,
})
