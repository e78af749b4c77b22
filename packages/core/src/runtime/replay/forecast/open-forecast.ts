import { realpath } from 'node:fs/promises'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { chunkBytes, openText } from '../../../replay/open-text.ts'
import { start, type Position } from '../../../replay/position.ts'
import { textOf } from '../../../replay/unpack.ts'
import type { FileReplay } from '../../../state/file-replays.ts'
import { decideReplay, type Beginning } from '../decide-replay.ts'
import { unreadable, type ReplayRefusal } from '../replay-refusal.ts'
import type { ReplayRequest } from '../replay-request.ts'

/** A text to be looked through, from where its replay would go on. */
export interface ForecastText {
  readonly chunks: AsyncIterable<Buffer>
  readonly from: Position
  /** Why it would not be replayed as it is asked for, or from its first line though it was replayed. */
  readonly note: string | undefined
  readonly close: () => Promise<void>
}

/** @param stream what is looked through instead of the file: standard input, which has no past */
export const openForecastText = async (
  request: ReplayRequest,
  known: readonly FileReplay[],
  stream: AsyncIterable<Buffer> | undefined,
): Promise<Either<ReplayRefusal, ForecastText>> => {
  if (stream !== undefined) {
    return right({ chunks: textOf(stream, chunkBytes), from: start, note: undefined, close: async () => undefined })
  }
  try {
    const file = await realpath(request.file)
    const text = await openText(file)
    const decided = decideReplay(known, { ...request, file }, text.fingerprint)
    const from = !isLeft(decided) && decided.right._tag === 'GoOn' ? decided.right.from : start
    const note = isLeft(decided) ? decided.left.message : noteOf(decided.right)
    return right({ chunks: text.chunks(from.offset), from, note, close: text.close })
  } catch (error) {
    return left(unreadable(request.file, error))
  }
}

const noteOf = (beginning: Beginning): string | undefined => (beginning._tag === 'Anew' ? beginning.note : undefined)
