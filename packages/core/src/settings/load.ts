import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Complaint } from './complaint.ts'
import { draftSettings, type SettingsText } from './draft.ts'

/**
 * Reads settings: YAML, then variables, then the codec. Every complaint is found in one pass of its stage and carries
 * file, line, path, what was expected and what was found.
 */
export const loadSettings = <A>(
  codec: t.Decoder<unknown, A>,
  settings: SettingsText,
): Either<readonly Complaint[], A> => {
  const draft = draftSettings(settings)
  return isLeft(draft) ? draft : draft.right.decode(codec)
}
