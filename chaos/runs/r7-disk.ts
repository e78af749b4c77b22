import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { orderOf } from '../../test/journey/orders.ts'
import { createBars } from '../bars.ts'
import type { Findings, Run } from '../run.ts'
import { createFeed } from '../world/feed.ts'
import { countedOf, holdVerdict } from '../world/hold-verdict.ts'
import { createWorld, type World } from '../world/world.ts'
import { fillDisk } from './full-disk.ts'

/**
 * Lets no file of a process grow past a size, or past none: writes fail with `EFBIG`, as they do with `ENOSPC` on a full disk. It is
 * the soft limit, which its owner may take back (Linux, `prlimit`).
 */
const limitFiles = (pid: number, bytes: number | 'unlimited'): void => {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}

const walBytes = ({ state }: World): number => statSync(join(state, 'vouchrelay.sqlite-wal')).size

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, chance } = circumstances
  const rounds = isShort ? 2 : 25
  await using world = await createWorld(circumstances, { whenInDoubt: 'resend' })
  await world.sandbox.ask.setLatency(5)
  using feed = createFeed()
  const bars = createBars()
  const up = await world.start()
  const statuses: Record<string, number> = {}
  let notTold = 0
  let n = 0
  /** One request of ten orders; those of a failed one are not sent again. */
  const send = async (): Promise<number | undefined> => {
    n += 1
    const status = await feed.send(
      up.tracking,
      Array.from({ length: 10 }, (_, i) => orderOf(`customer-${i}`, n, 'order', chance)),
    )
    statuses[String(status)] = (statuses[String(status)] ?? 0) + 1
    return status
  }
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < 5; i++) await send()
    limitFiles(up.bin.pid, walBytes(world) + chance.between(0, 20_000))
    const end = performance.now() + 20_000
    let refused = 0
    while (refused < 5 && performance.now() < end) if ((await send()) !== 200) refused += 1
    const readiness = await fetch(`${up.admin}/readyz`)
    if (readiness.status === 200) notTold += 1
    await readiness.body?.cancel()
    await sleep(chance.between(0, 300))
    limitFiles(up.bin.pid, 'unlimited')
    const mended = performance.now() + 20_000
    while ((await send()) !== 200 && performance.now() < mended);
  }
  const verdict = await world.finish(up, feed, 120_000)
  holdVerdict(bars, verdict)
  bars.atLeast('requests refused', (statuses['503'] ?? 0) + (statuses['429'] ?? 0), rounds * 5)
  bars.equal(
    'other answers than 200 and 503',
    Object.keys(statuses).filter((status) => status !== '200' && status !== '503').length,
    0,
  )
  bars.equal('times that readiness told nothing of it', notTold, 0)
  bars.equal('doubled', verdict.doubled, 0)
  const full = await fillDisk(circumstances)
  return {
    counted: { rounds, statuses, fullDisk: full.counted, ...countedOf(verdict) },
    failures: [...bars.failures(), ...full.failures],
  }
}

/** A state file that cannot grow, and a full disk. */
export const diskRun: Run = { name: 'R7', title: 'no room on the disk', perform }
