import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { orderOf } from '../../test/journey/orders.ts'
import { createBars } from '../bars.ts'
import type { Circumstances, Findings } from '../run.ts'
import { createFeed } from '../world/feed.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld, type World } from '../world/world.ts'

/** Longer than a relay takes to be ready, in milliseconds. */
const waitedMs = 5_000

const mount = (...words: readonly string[]): boolean => spawnSync('mount', words).status === 0

/** Fills what is left of a disk. */
const fill = (file: string): void => {
  for (const bytes of [1 << 20, 1 << 16, 1 << 12]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' })
    } catch {
      // No room for so much: a smaller piece may fit.
    }
  }
}

/** What a relay comes to within a while: it is ready, it ended by itself, or it waits for something. It is killed then. */
const beginningOf = async (world: World): Promise<'ready' | 'ended' | 'waiting'> => {
  const bin = world.launch()
  const ended = bin.ended.then(() => 'ended' as const)
  const ready = bin.ready.then(
    () => 'ready' as const,
    () => ended,
  )
  const came = await Promise.race([ready, ended, sleep(waitedMs, 'waiting' as const)])
  bin.kill('SIGKILL')
  await bin.ended
  return came
}

/** A small disk that is filled and emptied, then one that can only be read. Where nobody may mount one, it says so. */
export const fillDisk = async (circumstances: Circumstances): Promise<Findings> => {
  const { isShort, chance } = circumstances
  await using world = await createWorld(circumstances, { whenInDoubt: 'resend' })
  mkdirSync(world.state)
  if (!mount('-t', 'tmpfs', '-o', 'size=24m', 'chaos', world.state))
    return { counted: { skipped: 'mounting is not allowed here' }, failures: [] }
  await using disposal = new AsyncDisposableStack()
  disposal.defer(() => void spawnSync('umount', ['-l', world.state]))
  using feed = createFeed()
  const bars = createBars('full disk: ')
  const ballast = join(world.state, 'ballast')
  let n = 0
  let refused = 0
  let up = await world.start()
  const send = async (): Promise<number | undefined> => {
    n += 1
    return feed.send(
      up.tracking,
      Array.from({ length: 10 }, (_, i) => orderOf(`customer-${i}`, n, 'order', chance)),
    )
  }
  for (let round = 0; round < (isShort ? 1 : 10); round++) {
    for (let i = 0; i < 5; i++) await send()
    fill(ballast)
    const end = performance.now() + 20_000
    let inARow = 0
    while (inARow < 5 && performance.now() < end) inARow = (await send()) === 200 ? 0 : inARow + 1
    refused += inARow
    bars.equal('refused in a row', inARow, 5)
    // One that is started on a full disk says so, or waits for room.
    if (round % 2 === 1) {
      up.bin.kill('SIGKILL')
      await up.bin.ended
      bars.equal('relays ready on a full disk', (await beginningOf(world)) === 'ready' ? 1 : 0, 0)
    }
    rmSync(ballast)
    if (round % 2 === 1) up = await world.start()
    const mended = performance.now() + 20_000
    while ((await send()) !== 200 && performance.now() < mended);
  }
  up.bin.kill('SIGTERM')
  await up.bin.ended
  let refusals = 0
  if (mount('-o', 'remount,ro', world.state)) {
    if ((await beginningOf(world)) === 'ended') refusals += 1
    bars.equal('starts refused on a disk that can only be read', refusals, 1)
    mount('-o', 'remount,rw', world.state)
  }
  const verdict = await world.finish(await world.start(), feed)
  holdVerdict(bars, verdict)
  return { counted: { refused, startsRefused: refusals, ...countedOf(verdict) }, failures: bars.failures() }
}
