import { setInterval } from 'node:timers/promises'
import { sumOf, unaccounted, type Relay, type SourceCounts } from '@vouchrelay/core'
import { source } from './relay.ts'
import type { Stage } from './stage.ts'

const readEveryMs = 50

/** So long nothing may happen before the tour gives up waiting. */
const patienceMs = 20_000

/** How a relay got through the bundle. */
export interface Course {
  readonly readings: number
  /** Readings in which an event was in none of the states. */
  readonly offReadings: number
}

const settledOf = ({ delivered, skipped, buried }: SourceCounts): number => delivered + sumOf(skipped) + sumOf(buried)

const line = (counts: SourceCounts, total: number): string =>
  [
    `${String(settledOf(counts)).padStart(String(total).length)} of ${total} settled:`,
    `${counts.delivered} delivered,`,
    `${sumOf(counts.skipped)} skipped,`,
    `${sumOf(counts.buried)} buried,`,
    `${counts.waiting + counts.inFlight} on their way`,
  ].join(' ')

/** On a terminal one line that changes, elsewhere a line for each quarter. */
const createProgress = ({ out }: Stage, total: number) => {
  let quarters = 0
  return (counts: SourceCounts, isLast: boolean): void => {
    if (out.isTTY === true) {
      out.write(`\r  ${line(counts, total)} \u001b[K${isLast ? '\n' : ''}`)
      return
    }
    const reached = Math.floor((4 * settledOf(counts)) / total)
    if (reached > quarters) out.write(`  ${line(counts, total)}\n`)
    quarters = reached
  }
}

/** Reads the relay's counts until all events are settled, or nothing happens any more. Each reading has to add up. */
export const follow = async (relay: Relay, total: number, stage: Stage): Promise<Course> => {
  const show = createProgress(stage, total)
  let [readings, offReadings, settled, changedAt] = [0, 0, -1, stage.now()]
  for await (const at of ticks(stage)) {
    const counts = relay.counts().sources[source]
    if (counts === undefined) continue
    readings += 1
    if (unaccounted(counts) !== 0) offReadings += 1
    if (settledOf(counts) !== settled) changedAt = at
    settled = settledOf(counts)
    const isLast = settled >= total || at - changedAt > patienceMs
    show(counts, isLast)
    if (isLast) break
  }
  return { readings, offReadings }
}

async function* ticks({ now, stop }: Stage): AsyncGenerator<number> {
  for await (const _ of setInterval(readEveryMs, undefined, { signal: stop })) yield now()
}
