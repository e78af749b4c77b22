import type { Position } from '../../replay/position.ts'
import type { FileReplay } from '../../state/file-replays.ts'
import { isHeld } from '../../state/is-held.ts'
import type { Reader } from '../../state/reader.ts'
import { readPosition } from './read-position.ts'
import type { ReplayProgress, ReplayState } from './replay-progress.ts'

/** Where the replay of a file stands, for a person and for programs. Times are in milliseconds since the epoch. */
export interface ReplayStanding {
  readonly run: string
  /** An absolute path. */
  readonly file: string
  readonly source: string
  /** That of its progress, or `broken off`: nobody is at work on it, and the same request goes on with it. */
  readonly state: ReplayState | 'broken off'
  readonly position: Position
  readonly beganAt: number
  /** When it was last written down how far it is: of one that is finished, its end. */
  readonly at: number
  /** Of one that a relay is at work on, how much of the file is done, from 0 to 1. */
  readonly part?: number
  /** Why its file cannot be read any further. */
  readonly trouble?: string
}

/** Where replays stand of which a relay knows, and those that are only written down. */
export const standingsOf = (rows: readonly FileReplay[], known: readonly ReplayProgress[]): readonly ReplayStanding[] =>
  rows.flatMap((row): readonly ReplayStanding[] => {
    const progress = known.find(({ run }) => run === row.id)
    if (progress === undefined) return standingOf(row, 'broken off')
    const { state, position, read, size, trouble } = progress
    const part = state === 'finished' || size === 0 ? {} : { part: read / size }
    return standingOf(row, 'running').map((standing) => ({
      ...standing,
      state,
      position,
      ...part,
      ...(trouble === undefined ? {} : { trouble }),
    }))
  })

/**
 * Where replays stand that a state file knows, while no relay tells of them. Where a process holds the directory all the same, it
 * is at work on the one that was written down last.
 */
export const standingsIn = (reader: Pick<Reader, 'replays'>, dir: string): readonly ReplayStanding[] => {
  const rows = reader.replays()
  const alone = replayAtWork(rows, dir)
  return rows.flatMap((row) => standingOf(row, row === alone ? 'running' : 'broken off'))
}

/** The replay that holds a state directory; a command that does so for a moment only is taken for it. */
export const replayAtWork = (rows: readonly FileReplay[], dir: string): FileReplay | undefined =>
  isHeld(dir) ? rows.find(({ state }) => state === 'running') : undefined

const standingOf = (row: FileReplay, running: 'running' | 'broken off'): readonly ReplayStanding[] => {
  const { id: run, file, source, state, beganAt, at } = row
  if (state === 'given up') return []
  return [{ run, file, source, state: state === 'running' ? running : state, position: readPosition(row), beganAt, at }]
}
