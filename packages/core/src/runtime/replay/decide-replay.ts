import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Position } from '../../replay/position.ts'
import type { FileReplay } from '../../state/file-replays.ts'
import { readPosition } from './read-position.ts'
import { refusal, type ReplayRefusal } from './replay-refusal.ts'
import type { ReplayRequest } from './replay-request.ts'

/** How a replay begins. */
export type Beginning =
  /** `instead`: those that nobody will go on with. `note`: what to say of the file, which was replayed before it changed. */
  | { readonly _tag: 'Anew'; readonly instead: readonly FileReplay[]; readonly note?: string }
  | { readonly _tag: 'GoOn'; readonly replay: FileReplay; readonly from: Position }

const isOpen = ({ state }: FileReplay): boolean => state === 'running' || state === 'paused'

/**
 * Whether a file is replayed from its beginning, or from where it was broken off.
 *
 * @param known the replays of the source, the latest first
 */
export const decideReplay = (
  known: readonly FileReplay[],
  { file, again }: ReplayRequest,
  fingerprint: string,
): Either<ReplayRefusal, Beginning> => {
  const about = known.filter((one) => one.fingerprint === fingerprint || one.file === file)
  const instead = about.filter(isOpen)
  if (again) return right({ _tag: 'Anew', instead })
  const same = about.find((one) => one.fingerprint === fingerprint)
  if (same === undefined) {
    const [changed] = instead
    if (changed !== undefined) return left(refusal('done', changedText(changed)))
    const finished = about.find(({ state }) => state === 'finished')
    return right({ _tag: 'Anew', instead: [], ...(finished === undefined ? {} : { note: renewedText(finished) }) })
  }
  if (isOpen(same)) return right({ _tag: 'GoOn', replay: same, from: readPosition(same) })
  return left(refusal('done', same.state === 'finished' ? finishedText(same) : givenUpText(same)))
}

const dayOf = (ms: number): string => new Date(ms).toISOString()

const skips = 'What is remembered as delivered is skipped as a duplicate.'
const anew = `Again, from its first line: --again. ${skips}`

const finishedText = ({ file, at }: FileReplay): string => `${file} was replayed, until ${dayOf(at)}. ${anew}`

const renewedText = ({ file, at }: FileReplay): string =>
  `${file} was replayed, until ${dayOf(at)}, and has changed since: it is replayed from its first line. ${skips}`

const changedText = (replay: FileReplay): string =>
  `${replay.file} has changed since its replay was broken off behind line ${readPosition(replay).line}. ${anew}`

const givenUpText = (replay: FileReplay): string =>
  `${replay.file} was replayed to line ${readPosition(replay).line} and then left alone, until ${dayOf(replay.at)}. ${anew}`
