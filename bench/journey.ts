// CPU and events/s of each leg of the journey: intake (HTTP to journal), and from the journal through settle with one
// POST an event, with the ledger and a quota and without; beside a bare got loop in the same run. The sink and the senders are processes of their own.
// Run: npm run -s bench:journey -- [rounds] [events a round]
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { segment } from '@vouchrelay/adapter-segment'
import {
  createCatalogue,
  createGate,
  createLog,
  forward,
  loadSettings,
  memoryLedger,
  openState,
  relaySettings,
  type Quota,
  type RelaySettings,
} from '@vouchrelay/core'
import { isLeft, left } from 'fp-ts/lib/Either.js'
import got from 'got'
import { asyncScheduler, lastValueFrom, tap } from 'rxjs'
import { mapOrder, order, readOrder, settings as settingsText } from './orders.ts'
import { report, sideBySide, type Variant } from './side-by-side.ts'

const rounds = Number(process.argv[2] ?? 9)
const events = Number(process.argv[3] ?? 4_000)
const inFlight = 64

const start = async (script: string): Promise<{ child: ChildProcess; url: string }> => {
  const child = fork(new URL(script, import.meta.url))
  const [url] = await once(child, 'message')
  return { child, url: String(url) }
}

const must = <A>(result: { _tag: 'Left'; left: unknown } | { _tag: 'Right'; right: A }): A => {
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const sink = await start('./sink.ts')
const sender = await start('./sender.ts')
const bodies = Array.from({ length: events }, (_, n) => Buffer.from(order(n)))

const relay: RelaySettings = must(
  loadSettings(relaySettings(createCatalogue([segment])), {
    file: 'bench.yaml',
    text: settingsText,
    environment: { SINK: sink.url },
  }),
)
const log = createLog()
const never = new AbortController().signal
const closes: (() => Promise<void>)[] = []
const resources = {
  name: 'bench',
  folder: tmpdir(),
  log,
  now: Date.now,
  stopping: never,
  onClose: (close: () => Promise<void>) => void closes.push(close),
}
const destination = must(await relay.destination.start(resources)())
const { decode } = relay.sources[0]?.pure() ?? { decode: undefined }
if (decode === undefined) throw new Error('there is no source')

/** A state directory of its own for each round. */
const freshState = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'vouchrelay-bench-'))
  const limits = { journalMaxEvents: 1e6, journalMaxBytes: 1e10, rememberDeliveredMs: 3_600_000, window: 256 }
  const state = must(await openState({ dir, ...limits }, { now: Date.now, log })())
  return { state, journal: state.journal('shop'), remove: () => state.close().then(() => rm(dir, { recursive: true })) }
}

/** What somebody would write who needs nothing but the POST. */
const bareGot = (): Variant => {
  const url = `${sink.url}/v1/events`
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight })
  const post = got.extend({
    method: 'POST',
    headers: { 'X-App-Id': 'sandbox-app-id', 'X-App-Token': 'sandbox-secret-key' },
    agent: { http: agent },
    retry: { limit: 0 },
    throwHttpErrors: false,
    timeout: { request: 30_000 },
  })
  const one = async (bytes: Buffer): Promise<void> => {
    const answer = await post(url, {
      json: mapOrder(readOrder(bytes.toString('utf8'))),
      responseType: 'json',
    })
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`)
  }
  const run = async (): Promise<void> => {
    const queue = bodies.values()
    const worker = async (): Promise<void> => {
      for (const bytes of queue) await one(bytes)
    }
    await Promise.all(Array.from({ length: inFlight }, worker))
  }
  return { name: 'bare got loop', run }
}

/** So many calls that none waits: what is measured is the counting. */
const quota: Quota = { calls: 1e9, periodMs: 60_000, share: 0.7, reserve: 0.1, perCycle: 1e12, cycleDay: 1 }

/** @param isExact with the ledger of the state file and a quota; without, nothing of a shipment is remembered */
const journalThroughSettle = (isExact: boolean): Variant => {
  let fresh: Awaited<ReturnType<typeof freshState>> | undefined
  return {
    name: `journal through settle${isExact ? '' : ', no ledger, no quota'}`,
    before: async () => {
      fresh = await freshState()
      must(await fresh.journal.append(bodies.map((bytes) => ({ bytes, receivedAt: Date.now() })))())
    },
    run: async () => {
      if (fresh === undefined) return
      const { journal, state } = fresh
      const stop = new AbortController()
      let settled = 0
      const outcomes = forward({
        sources: { shop: { deliveries: journal.deliveries, decode } },
        routes: relay.routes,
        destination,
        ledger: isExact ? state.ledger : memoryLedger(),
        stop: stop.signal,
        gate: createGate({ inFlight, quota: isExact ? quota : undefined }, stop.signal, asyncScheduler),
      }).pipe(
        tap(({ end }) => {
          if (end._tag !== 'Forwarded') throw new Error(JSON.stringify(end))
          settled += 1
          if (settled === events) stop.abort()
        }),
      )
      await lastValueFrom(outcomes)
    },
    after: () => fresh?.remove() ?? Promise.resolve(),
  }
}

/** The listener and its journal; nobody reads the journal meanwhile. */
const intake = (perRequest: number): Variant => {
  let fresh: Awaited<ReturnType<typeof freshState>> | undefined
  let url = ''
  const scope: (() => Promise<void>)[] = []
  return {
    name: `intake, ${perRequest} a request`,
    before: async () => {
      fresh = await freshState()
      const { journal } = fresh
      const mine = { ...resources, journal, onClose: (close: () => Promise<void>) => void scope.push(close) }
      const started = await relay.sources[0]?.start(mine)()
      url = must(started ?? left('there is no source')).endpoints?.[0]?.url ?? ''
    },
    run: async () => {
      sender.child.send({ url, events, perRequest, connections: inFlight })
      const [answer] = await once(sender.child, 'message')
      if (answer !== 'done' || fresh?.journal.depth() !== events) throw new Error(`not taken: ${String(answer)}`)
    },
    after: async () => {
      for (const close of scope.splice(0)) await close()
      await fresh?.remove()
    },
  }
}

const figures = await sideBySide(
  [bareGot(), journalThroughSettle(true), journalThroughSettle(false), intake(1), intake(50)],
  {
    events,
    rounds,
    warmups: 2,
  },
)
report('journey', figures, {
  journalThroughSettleToBareGot: figures[1]?.ratio ?? NaN,
  withoutLedgerAndQuotaToBareGot: figures[2]?.ratio ?? NaN,
  intakeToBareGot: figures[3]?.ratio ?? NaN,
  intakeInBatchesToBareGot: figures[4]?.ratio ?? NaN,
})
for (const close of closes) await close()
sink.child.kill()
sender.child.kill()
