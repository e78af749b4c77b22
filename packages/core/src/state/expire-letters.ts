import { isRight } from 'fp-ts/lib/Either.js'
import { submitted, type Batches } from './batches.ts'
import type { Letters } from './letters.ts'
import type { Value } from './messages.ts'
import { pause } from './repeating.ts'

/** What expiring needs. */
export interface Expiring {
  readonly batches: Batches
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Aborted when the state closes. */
  readonly closing: AbortSignal
  readonly letters: Pick<Letters, 'taken'>
  /** How long a letter is kept, in milliseconds. Undefined: until somebody decides. */
  readonly keepLettersMs: number | undefined
  /** Told how many letters nobody decided about in time. */
  readonly expired: (letters: number) => void
}

/** Between two slices the thread belongs to the events. */
const betweenSlicesMs = 50

/**
 * Deletes letters that were buried longer ago than they are kept, slice by slice. A letter that was written anew is newer than
 * its number tells, so that every slice is looked at.
 */
export const expireLetters = async (expiring: Expiring): Promise<void> => {
  const { batches, now, closing, letters, keepLettersMs, expired } = expiring
  if (keepLettersMs === undefined) return
  const before = Math.trunc(now() - keepLettersMs)
  for (let from: Value = 0; !closing.aborted;) {
    const slice = await submitted(batches, 'soon', [{ does: 'lettersTo', values: [from] }])
    const [rows] = isRight(slice) ? slice.right : []
    const to: Value | undefined = typeof rows === 'object' ? rows[0]?.[0] : undefined
    if (typeof to !== 'number') return
    const expire = { does: 'expireLetters', values: [from, to, before] } as const
    const done = await submitted(batches, 'soon', [{ does: 'noteLetterTaken', values: [] }, expire])
    const gone = isRight(done) ? Number(done.right[1]) : 0
    letters.taken(gone)
    if (gone > 0) expired(gone)
    from = to
    await pause(betweenSlicesMs, closing)
  }
}
