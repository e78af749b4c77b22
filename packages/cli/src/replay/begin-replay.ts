import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import {
  askRelay,
  createLog,
  replayAlone,
  ReplayProgress,
  stateDirOf,
  type RelaySettings,
  type ReplayRequest,
} from '@vouchrelay/core'
import { exit, type Exit } from '../exit.ts'
import type { Io } from '../io.ts'
import { followAlone } from './follow-alone.ts'
import { followRelay } from './follow-relay.ts'
import type { Followed } from './followed.ts'
import { messageOf } from './message-of.ts'

/** A replay that has begun, and where. */
export interface Begun {
  readonly where: 'relay' | 'here'
  readonly replay: Followed
  /** What to say of the file before. */
  readonly note: string | undefined
}

/** Why none has begun: a sentence for a person, and what the command ends with. */
export interface NotBegun {
  readonly message: string
  readonly status: Exit
}

const notBegun = (message: string, status: Exit): Either<NotBegun, never> => left({ message, status })

/**
 * Begins a replay in the relay that runs on the state of these settings, or in this process where none does.
 *
 * @param mayLeave the command will not wait for its end: only a relay will do
 */
export const beginReplay = async (
  settings: RelaySettings,
  settingsFile: string,
  request: ReplayRequest,
  mayLeave: boolean,
  io: Io,
): Promise<Either<NotBegun, Begun>> => {
  const stateDir = stateDirOf(settings, settingsFile)
  const asked = await askRelay(stateDir, { method: 'POST', path: '/replays', body: request })
  if (asked._tag === 'Answered') return begunThere(stateDir, asked.status, asked.body)
  if (mayLeave) return notBegun('No relay runs on the state directory: without one, leave out --detach.', exit.usage)
  // A relay that was killed has left its address; one that lives holds the lock.
  const started = await replayAlone(settings, { file: settingsFile, log: createLog(io.err), now: io.now }, request)()
  if (!isLeft(started)) {
    return right({ where: 'here', replay: followAlone(started.right), note: started.right.progress().note })
  }
  const why = started.left
  if (why._tag === 'ReplayRefusal') return notBegun(why.message, why.because === 'state' ? exit.failed : exit.usage)
  return notBegun(`${why.part} cannot start: ${why.message}`, exit.failed)
}

const begunThere = (stateDir: string, status: number, body: unknown): Either<NotBegun, Begun> => {
  if (status !== 200) return notBegun(messageOf(body), status === 400 || status === 409 ? exit.usage : exit.failed)
  const progress = ReplayProgress.decode(body)
  if (isLeft(progress)) return notBegun('The relay answers what this version does not understand.', exit.failed)
  const { run, note } = progress.right
  return right({ where: 'relay', replay: followRelay(stateDir, run), note })
}
