import type { ReplayStanding, Totals } from '@vouchrelay/core'
import { table } from '../table.ts'
import { replayLines } from './replay-lines.ts'

/** What lies in the state file of a relay that does not run, for people. */
export const totalsText = (
  { journal, shipments, letters, suppressed, lastRun }: Totals,
  replays: readonly ReplayStanding[],
): string => {
  const rows = [
    ...journal.map(({ log, events, oldestAt }) => ['waiting', log, `${events}`, `the oldest of ${timeOf(oldestAt)}`]),
    ...shipments.map(({ route, state, count }) => [`shipments ${state}`, route, `${count}`, '']),
    ...letters.map(({ reason, route = '-', count }) => [`letters, ${reason}`, route, `${count}`, '']),
    ...(suppressed === 0 ? [] : [['forgotten people', '', `${suppressed}`, '']]),
  ]
  return [
    'relay        does not run; this is what its state file holds',
    `last run     ${lastRunText(lastRun)}`,
    ...replayLines(replays),
    '',
    rows.length === 0 ? 'nothing' : table(['what', 'source or route', 'count', ''], rows),
    '',
  ].join('\n')
}

const lastRunText = (run: Totals['lastRun']): string => {
  if (run === undefined) return 'none'
  const end = run.endedAt === undefined ? 'broken off' : `ended in order ${timeOf(run.endedAt)}`
  return `began ${timeOf(run.beganAt)}, ${end}`
}

const timeOf = (ms: number): string => new Date(ms).toISOString()
