import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StateFailure } from '../contracts/failure.ts'
import { submitted, type Batches } from './batches.ts'
import type { Operation, Row, Value } from './messages.ts'

/**
 * Where a replay stands: `running` (or broken off, where nobody runs it), `paused` with all that was begun written down,
 * `finished`, or `given up`: broken off so long ago that what it delivered may be forgotten.
 */
export type FileReplayState = 'running' | 'paused' | 'finished' | 'given up'

/** A file that is replayed as a source's events, and how far. */
export interface FileReplay {
  readonly id: string
  /** Its absolute path. */
  readonly file: string
  /** What tells whether a file is still the same. */
  readonly fingerprint: string
  readonly source: string
  readonly state: FileReplayState
  /** JSON text: everything before it is done. */
  readonly position: string
  /** When the first line was read that is not done, in milliseconds since the epoch. */
  readonly since: number
  readonly beganAt: number
  /** When it was last written. */
  readonly at: number
}

/** The replays of files that the state file knows. */
export interface FileReplays {
  /** Those of a source, the latest first. */
  readonly of: (source: string) => TaskEither<StateFailure, readonly FileReplay[]>
  /** Of all sources those that are not over, and the last that are finished, the latest written first. */
  readonly latest: TaskEither<StateFailure, readonly FileReplay[]>
  /** Writes one, over what was known of it. Resolves when it is durable. `soon`: it may linger to share a commit. */
  readonly keep: (replay: FileReplay, when: 'at once' | 'soon') => TaskEither<StateFailure, void>
}

/** A replay that nobody went on with for so long is given up: until then nothing it has delivered is forgotten. */
export const givenUpAfterMs = 30 * 24 * 60 * 60_000

/** @param now in milliseconds since the epoch: those that were broken off long before are given up */
export const createFileReplays = (batches: Batches, now: number): FileReplays => {
  void submitted(batches, 'soon', [{ does: 'forgetReplays', values: [Math.trunc(now - givenUpAfterMs)] }])
  const ask = async (question: Operation): Promise<Either<StateFailure, readonly FileReplay[]>> => {
    const found = await submitted(batches, 'at once', [question])
    if (isLeft(found)) return found
    const [rows] = found.right
    return right(typeof rows === 'object' ? rows.map(replayFrom) : [])
  }
  return {
    of: (source) => () => ask({ does: 'replaysOf', values: [source] }),
    latest: () => ask({ does: 'latestReplays', values: [] }),
    keep: (replay, when) => async () => {
      const kept = await submitted(batches, when, [{ does: 'keepReplay', values: columnsOf(replay) }])
      return isLeft(kept) ? kept : right(undefined)
    },
  }
}

const columnsOf = (replay: FileReplay): readonly Value[] => [
  replay.id,
  replay.file,
  replay.fingerprint,
  replay.source,
  replay.state,
  replay.position,
  Math.trunc(replay.since),
  Math.trunc(replay.beganAt),
  Math.trunc(replay.at),
]

/** Reads a row of the statements `replaysOf` and `latestReplays`. */
export const replayFrom = ([id, file, fingerprint, source, state, position, since, beganAt, at]: Row): FileReplay => ({
  id: String(id),
  file: String(file),
  fingerprint: String(fingerprint),
  source: String(source),
  state: String(state) as FileReplayState, // only this file writes it
  position: String(position),
  since: Number(since),
  beganAt: Number(beganAt),
  at: Number(at),
})
