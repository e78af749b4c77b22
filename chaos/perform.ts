import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seeded } from '../test/journey/seeded.ts'
import type { Counted, Run } from './run.ts'
import { createConservation } from './world/conservation.ts'

/** A run that was made. */
export interface Performed {
  readonly seed: number
  readonly tookMs: number
  readonly counted: Counted
  readonly scrapes: number
  /** Scrapes at which something did not add up. */
  readonly unaccounted: number
  /** Empty where every bar holds. */
  readonly failures: readonly string[]
}

/** Makes one run. A run that breaks off has failed; it never rejects. */
export const performRun = async (run: Run, seed: number, isShort: boolean): Promise<Performed> => {
  const conservation = createConservation()
  const began = performance.now()
  const cache = await mkdtemp(join(tmpdir(), 'vouchrelay-chaos-'))
  const circumstances = {
    seed,
    chance: seeded(seed),
    isShort,
    conservation,
    note: (line: string) => console.error(`  ${run.name} ${line}`),
    // A relay is started hundreds of times: what Node made of its code is kept for a run.
    environment: { NODE_COMPILE_CACHE: cache },
  }
  const found = await run.perform(circumstances).catch((error: unknown) => ({
    counted: {},
    failures: [`broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
  }))
  await rm(cache, { recursive: true, force: true, maxRetries: 10 })
  const unaccounted = conservation.violations()
  return {
    seed,
    tookMs: Math.round(performance.now() - began),
    counted: found.counted,
    scrapes: conservation.scrapes(),
    unaccounted,
    failures: [
      ...found.failures,
      ...(unaccounted === 0
        ? []
        : [`scrapes that do not add up: ${unaccounted}, must be 0 (first: ${conservation.firstViolation()})`]),
    ],
  }
}
