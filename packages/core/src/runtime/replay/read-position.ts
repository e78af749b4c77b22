import { isLeft, tryCatch } from 'fp-ts/lib/Either.js'
import { Position, start } from '../../replay/position.ts'
import type { FileReplay } from '../../state/file-replays.ts'

/** How far a replay was written down to be. Where that cannot be read, nothing is lost at the beginning. */
export const readPosition = ({ position }: Pick<FileReplay, 'position'>): Position => {
  const parsed = tryCatch((): unknown => JSON.parse(position), String)
  const read = isLeft(parsed) ? undefined : Position.decode(parsed.right)
  return read === undefined || isLeft(read) ? start : read.right
}
