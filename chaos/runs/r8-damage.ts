import { cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { orderOf, type Order } from '../../test/journey/orders.ts'
import { readLetters } from '../../test/journey/read-state.ts'
import { createBars } from '../bars.ts'
import type { Chance } from '../../test/journey/seeded.ts'
import type { Findings, Run } from '../run.ts'
import { createFeed } from '../world/feed.ts'
import { holdVerdict } from '../world/hold-verdict.ts'
import { judge } from '../world/verdict.ts'
import { createWorld } from '../world/world.ts'

/** What is done to the WAL. It tells before which byte everything is as it was. */
type Damage = (wal: string, bytes: number, chance: Chance) => number

const damages: Readonly<Record<string, Damage>> = {
  'cut off': (wal, bytes, chance) => {
    const at = chance.between(32, bytes)
    truncateSync(wal, at)
    return at
  },
  'torn at its end': (wal, bytes, chance) => {
    const torn = chance.between(1, 4_119)
    truncateSync(wal, bytes - torn)
    return bytes - 4_120
  },
  'a bit turned over': (wal, bytes, chance) => {
    const at = chance.between(32, bytes - 1)
    const content = readFileSync(wal)
    content.writeUInt8(content.readUInt8(at) ^ (1 << chance.between(0, 7)), at)
    writeFileSync(wal, content)
    return at
  },
  'rubbish after its end': (wal, bytes, chance) => {
    writeFileSync(wal, Buffer.from(Array.from({ length: chance.between(1, 9_000) }, () => chance.between(0, 255))), {
      flag: 'a',
    })
    return bytes
  },
  gone: (wal) => {
    rmSync(wal)
    return 0
  },
}

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, chance } = circumstances
  const cases = isShort ? 4 : 100
  await using world = await createWorld(circumstances, { whenInDoubt: 'resend' })
  const { ask } = world.sandbox
  await ask.script([{ timeout: 'before-storing', times: 1_000_000 }])
  using feed = createFeed()
  const wal = join(world.state, 'vouchrelay.sqlite-wal')
  /** Where the WAL ended when each batch had been answered. */
  const batches: { readonly orders: readonly Order[]; readonly walBytes: number }[] = []
  const { bin, tracking } = await world.start()
  for (let n = 1; n <= 40; n++) {
    const orders = Array.from({ length: chance.between(1, 8) }, (_, i) => orderOf(`customer-${i}`, n, 'order', chance))
    await feed.sendAll(tracking, orders)
    batches.push({ orders, walBytes: statSync(wal).size })
  }
  bin.kill('SIGKILL')
  await bin.ended
  const kept = join(dirname(world.file), 'kept')
  cpSync(world.state, kept, { recursive: true })
  await ask.script([])

  const bars = createBars()
  const kinds = Object.entries(damages)
  const counted: Record<string, number> = {}
  let beyond = 0
  for (let i = 0; i < cases; i++) {
    const [kind, damage] = kinds[i % kinds.length] ?? kinds[0] ?? ['none', () => 0]
    rmSync(world.state, { recursive: true })
    cpSync(kept, world.state, { recursive: true })
    const soundUntil = damage(wal, statSync(wal).size, chance)
    const before = (await ask.events()).length
    const up = await world.start().catch((error: unknown) => String(error))
    counted[kind] = (counted[kind] ?? 0) + 1
    bars.equal(
      `starts that failed, ${kind}${typeof up === 'string' ? `: ${up.slice(0, 500)}` : ''}`,
      typeof up === 'string' ? 1 : 0,
      0,
    )
    if (typeof up === 'string') continue
    await world.finish(up, feed)
    const sound = new Set(
      batches
        .filter(({ walBytes }) => walBytes <= soundUntil)
        .flatMap(({ orders }) => orders.map(({ messageId }) => messageId)),
    )
    const stored = (await ask.events()).slice(before)
    const verdict = judge({ orders: feed.orders, answered: sound }, stored, readLetters(world.state))
    beyond += feed.answered.size - (verdict.stored - verdict.doubled)
    const own = createBars(`${kind}: `)
    holdVerdict(own, verdict)
    own.equal('doubled', verdict.doubled, 0)
    for (const failure of own.failures()) bars.equal(failure, 1, 0)
  }
  return { counted: { cases: counted, eventsOfTheDamagedPart: beyond }, failures: bars.failures() }
}

/** A WAL that is cut off, torn, or has a bit turned over, after a kill. */
export const damageRun: Run = { name: 'R8', title: 'a damaged WAL', perform }
