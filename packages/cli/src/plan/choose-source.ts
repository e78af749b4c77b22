import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { thereIsNo } from '../there-is-no.ts'

/** The source that events are to come from: the one that is named, or the only one. Else a sentence that says why not. */
export const chooseSource = (names: readonly string[], wanted: string | undefined): Either<string, string> => {
  const [only] = names
  if (wanted === undefined) {
    return names.length === 1 && only !== undefined
      ? right(only)
      : left(`Say which source the events are to come from: --source ${names.join(' or --source ')}.`)
  }
  return names.includes(wanted) ? right(wanted) : left(thereIsNo('source', wanted, names))
}
