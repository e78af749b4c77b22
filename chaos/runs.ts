import type { Run } from './run.ts'
import { killRun } from './runs/r1-kill.ts'
import { stopRun } from './runs/r2-stop.ts'
import { flappingRun } from './runs/r4-flapping.ts'
import { quotaRun } from './runs/r5-quota.ts'
import { ambiguousRun } from './runs/r6-ambiguous.ts'
import { diskRun } from './runs/r7-disk.ts'
import { damageRun } from './runs/r8-damage.ts'
import { fuzzRun } from './runs/r10-fuzz.ts'
import { memoryRun } from './runs/r11-memory.ts'
import { orderRun } from './runs/r13-order.ts'
import { copiesRun } from './runs/r14-copies.ts'
import { clockRun } from './runs/r17-clock.ts'

/** Every run, in the order of the certificate. That the numbers add up at every scrape (R18) is held in each of them. */
export const runs: readonly Run[] = [
  killRun,
  stopRun,
  flappingRun,
  quotaRun,
  ambiguousRun,
  diskRun,
  damageRun,
  fuzzRun,
  memoryRun,
  orderRun,
  copiesRun,
  clockRun,
]
