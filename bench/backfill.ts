// CPU and events/s of a file of events brought to the destination: NDJSON file, map, ledger, one POST each, 64 in flight, on
// undici; beside a bare loop that reads, parses, maps by hand and posts with undici, in the same run, each in a process of its own,
// as it would be used. The sink is another.
// Run: npm run -s bench:backfill -- [rounds] [events a round]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { order } from './orders.ts'
import { report, sideBySide, type Taken, type Variant } from './side-by-side.ts'

const rounds = Number(process.argv[2] ?? 5)
const events = Number(process.argv[3] ?? 100_000)
const inFlight = 64

const child = fork(new URL('./sink.ts', import.meta.url))
const [sink] = await once(child, 'message')
const folder = await mkdtemp(join(tmpdir(), 'vouchrelay-bench-'))
const file = join(folder, 'orders.ndjson')
await writeFile(file, Array.from({ length: events }, (_, n) => `${order(n)}\n`).join(''))

/** Its round is measured by the process that works it. */
const inProcess = async (name: string, way: string): Promise<Variant> => {
  const args = [way, folder, String(sink), String(events), String(inFlight)]
  const worker = fork(new URL('./backfill-round.ts', import.meta.url), args)
  worker.on('exit', (status) => {
    if (status !== 0) process.exit(1)
  })
  await once(worker, 'message')
  const round = async (): Promise<Taken> => {
    worker.send('round')
    const [taken]: Taken[] = await once(worker, 'message')
    if (taken === undefined) throw new Error('a round told nothing')
    return taken
  }
  return { name, round }
}

const variants = [
  await inProcess('bare undici loop', 'bare'),
  await inProcess('replay, resend, undici', 'resend'),
  await inProcess('replay, park, undici', 'park'),
  await inProcess('replay, park, got', 'got'),
]
const figures = await sideBySide(variants, { events, rounds, warmups: 1 })
report('backfill', figures, {
  resendToBareUndici: figures[1]?.ratio ?? NaN,
  parkToBareUndici: figures[2]?.ratio ?? NaN,
  parkOnGotToBareUndici: figures[3]?.ratio ?? NaN,
})
await rm(folder, { recursive: true })
child.kill()
process.exit()
