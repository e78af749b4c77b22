import { unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { FileReading, FileSource } from '../../replay/file-source.ts'
import type { OpenText } from '../../replay/open-text.ts'
import type { FileReplay, FileReplayState } from '../../state/file-replays.ts'
import type { ReplayWorld } from './open-replay.ts'
import type { ReplayProgress, ReplayState } from './replay-progress.ts'

/** What a replay at work is made of. */
export interface ReplayingParts {
  readonly row: FileReplay
  /** The line it goes on behind. */
  readonly from: number
  /** What to say of the file. */
  readonly note: string | undefined
  readonly source: FileSource
  readonly text: OpenText
  readonly world: Pick<ReplayWorld, 'replays' | 'spoolDir' | 'now' | 'holdUp'>
}

/** A replay at work: it writes down how far it is, now and then, until it ends. */
export interface Replaying {
  readonly progress: () => ReplayProgress
  /** No further line is read. It is paused when those at work have ended, which may take as long as the destination does. */
  readonly pause: () => void
  /** Resolves when it is paused or finished and that is written down. Not where the relay stops before. */
  readonly ended: Promise<ReplayProgress>
  /** The relay has stopped: writes down where it goes on. Resolves when that is durable, or was before. */
  readonly close: () => Promise<void>
}

/** How often it is written down how far it is: what was delivered since is read again after a crash, and skipped as delivered. */
const keepEveryMs = 500

export const createReplaying = ({ row, from, note, source, text, world }: ReplayingParts): Replaying => {
  const { replays, spoolDir, now, holdUp } = world
  let state: ReplayState = 'running'
  let trouble: string | undefined
  let isOver = false
  let written = row.position

  const keep = async (as: FileReplayState): Promise<void> => {
    const position = JSON.stringify(source.position())
    if (as === 'running' && position === written) return
    written = position
    const at = now()
    const kept = await replays.keep({ ...row, state: as, position, since: source.since() ?? at, at }, 'soon')()
    // Whoever goes on with it begins at an older position: that costs a look at lines that are done, and nothing else.
    if (isLeft(kept) && as !== 'running') trouble = kept.left.message
  }

  let keeping: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    keeping = keeping.then(() => (isOver ? undefined : keep('running')))
  }, keepEveryMs).unref()

  const close = async (as: FileReplayState): Promise<void> => {
    if (isOver) return keeping
    isOver = true
    clearInterval(timer)
    keeping = keeping.then(() => keep(as))
    await keeping
  }

  /** How much of the file is done; of a packed one nobody knows where a line stands. */
  const read = (): number => (text.isPacked ? text.read() : source.position().offset)

  const progress = (): ReplayProgress => ({
    run: row.id,
    file: row.file,
    source: row.source,
    state,
    note,
    trouble,
    holdUp: holdUp(),
    position: source.position(),
    from,
    inFlight: source.open(),
    read: read(),
    size: text.size,
  })

  const finish = async (reading: FileReading): Promise<ReplayProgress> => {
    if (reading._tag === 'Stopped') return new Promise(() => undefined) // `close` writes what there is to write
    if (reading._tag === 'Broken') trouble = reading.message
    const isFinished = reading._tag === 'Finished'
    await close(isFinished ? 'finished' : 'paused')
    if (isFinished && dirname(row.file) === spoolDir) await unlink(row.file).catch(() => undefined)
    state = isFinished ? 'finished' : 'paused'
    return progress()
  }

  return {
    progress,
    pause: () => {
      if (state === 'running') state = 'pausing'
      source.pause()
    },
    ended: source.done.then(finish),
    close: async () => {
      await close(source.open() === 0 ? 'paused' : 'running')
      if (state !== 'finished') state = 'paused'
    },
  }
}
