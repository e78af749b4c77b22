// One way of bringing a file of events to the destination, in a process of its own: what one of them makes of V8's heap and code is
// not the others'. Works a round each time it is told to, and tells what that took.
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
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
import { mapOrder, readOrder, settingsWith } from './orders.ts'
import { measure, type Variant } from './side-by-side.ts'

const [way = '', folder = '', sink = '', ...numbers] = process.argv.slice(2)
const [events = 0, inFlight = 0] = numbers.map(Number)
const file = join(folder, 'orders.ndjson')
const log = createLog()

const must = <A>(result: { _tag: 'Left'; left: unknown } | { _tag: 'Right'; right: A }): A => {
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

/** What somebody would write who needs nothing but the POST. */
const bareUndici = (): Variant => {
  const pool = new Pool(sink, { connections: inFlight })
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
      environment: { SINK: sink },
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

const variants: Readonly<Record<string, () => Variant>> = {
  bare: bareUndici,
  resend: () => replayed('resend'),
  park: () => replayed('park'),
  got: () => replayed('park', 'got'),
}
const variant = variants[way]?.()
if (variant === undefined) throw new Error(`no way ${way}`)
process.on('message', () => {
  void measure(variant, events).then((taken) => process.send?.(taken))
})
// Whoever forked it is gone.
process.on('disconnect', () => process.exit())
process.send?.('ready')
