// CPU and events/s of a file of events brought to the destination: NDJSON file, map, ledger, one POST each, 64 in flight, on
// undici; beside a bare loop that reads, parses, maps by hand and posts with undici, in the same run. The sink is a process of its own.
// Run: npm run -s bench:backfill -- [rounds] [events a round]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { segment } from '@vouchrelay/adapter-segment'
import {
  createCatalogue,
  createLog,
  loadSettings,
  relaySettings,
  replayAlone,
  type DoubtPolicy,
  type RelaySettings,
} from '@vouchrelay/core'
import { isLeft } from 'fp-ts/lib/Either.js'
import { Pool } from 'undici'
import { mapOrder, order, readOrder, settingsWith } from './orders.ts'
import { report, sideBySide, type Variant } from './side-by-side.ts'

const rounds = Number(process.argv[2] ?? 5)
const events = Number(process.argv[3] ?? 100_000)
const inFlight = 64

const must = <A>(result: { _tag: 'Left'; left: unknown } | { _tag: 'Right'; right: A }): A => {
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

const child = fork(new URL('./sink.ts', import.meta.url))
const [sink] = await once(child, 'message')
const folder = await mkdtemp(join(tmpdir(), 'vouchrelay-bench-'))
const file = join(folder, 'orders.ndjson')
await writeFile(file, Array.from({ length: events }, (_, n) => `${order(n)}\n`).join(''))
const log = createLog()

/** What somebody would write who needs nothing but the POST. */
const bareUndici = (): Variant => {
  const pool = new Pool(String(sink), { connections: inFlight })
  const headers = {
    'content-type': 'application/json',
    'x-app-id': 'sandbox-app-id',
    'x-app-token': 'sandbox-secret-key',
  }
  const one = async (line: string): Promise<void> => {
    const body = JSON.stringify(mapOrder(readOrder(line)))
    const answer = await pool.request({ path: '/v1/events', method: 'POST', headers, body })
    await answer.body.text()
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`)
  }
  const run = async (): Promise<void> => {
    const lines = createInterface({ input: createReadStream(file) })[Symbol.asyncIterator]()
    const worker = async (): Promise<void> => {
      for (let next = await lines.next(); next.done !== true; next = await lines.next()) await one(next.value)
    }
    await Promise.all(Array.from({ length: inFlight }, worker))
  }
  return { name: 'bare undici loop', run }
}

const settingsFor = (whenInDoubt: DoubtPolicy, transport: string, dir: string): RelaySettings =>
  must(
    loadSettings(relaySettings(createCatalogue([segment])), {
      file: join(folder, 'relay.yaml'),
      text: `${settingsWith({ whenInDoubt, destination: `transport: ${transport}` })}state: { dir: '${dir}' }\n`,
      environment: { SINK: String(sink) },
    }),
  )

/** The file replayed into a fresh state. */
const replayed = (whenInDoubt: DoubtPolicy, transport = 'undici'): Variant => {
  let dir = ''
  return {
    name: `replay, ${whenInDoubt}, ${transport}`,
    before: async () => {
      dir = await mkdtemp(join(folder, 'state-'))
    },
    run: async () => {
      const settings = settingsFor(whenInDoubt, transport, dir)
      const request = { file, source: 'shop', priority: 'low', again: false } as const
      const replay = must(
        await replayAlone(settings, { file: join(folder, 'relay.yaml'), log, now: Date.now }, request)(),
      )
      await replay.ended
      const progress = replay.progress()
      if (progress.state !== 'finished' || progress.position.line !== events) throw new Error(JSON.stringify(progress))
    },
    after: () => rm(dir, { recursive: true }),
  }
}

const variants = [bareUndici(), replayed('resend'), replayed('park'), replayed('park', 'got')]
const figures = await sideBySide(variants, { events, rounds, warmups: 1 })
report('backfill', figures, {
  resendToBareUndici: figures[1]?.ratio ?? NaN,
  parkToBareUndici: figures[2]?.ratio ?? NaN,
  parkOnGotToBareUndici: figures[3]?.ratio ?? NaN,
})
await rm(folder, { recursive: true })
child.kill()
process.exit()
