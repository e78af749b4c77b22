import type { ReplayStanding } from '@vouchrelay/core'
import { plain } from '../plain.ts'
import { linesText } from '../replay/lines-text.ts'

/** Replays of files, a row of a status each: what is so with them, and how far they are. */
export const replayLines = (replays: readonly ReplayStanding[]): readonly string[] =>
  replays.map((replay) => `${'replay'.padEnd(12)} ${plain(replayText(replay))}`)

const replayText = ({ file, state, position, at, part, trouble }: ReplayStanding): string => {
  const isAtWork = state === 'running' || state === 'pausing'
  const since = isAtWork ? '' : ` ${new Date(at).toISOString()}`
  const done = isAtWork && part !== undefined ? `, ${Math.floor(part * 100)} %` : ''
  const why = trouble === undefined ? '' : `; it cannot be read any further: ${trouble}`
  const then = isAtWork || state === 'finished' ? '' : '; the same command goes on with it'
  return `${file}: ${state}${since}${done}: ${linesText(position)}${why}${then}`
}
