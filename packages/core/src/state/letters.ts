import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { DeadLetters, Letter } from '../contracts/letters.ts'
import { submitted, type Batches } from './batches.ts'
import type { Value } from './messages.ts'

/** The dead letters of the state file. */
export interface Letters extends DeadLetters {
  /** Letters in the file, those of earlier runs included. */
  readonly count: () => number
}

/** The letters of a file that already holds some. */
export const createLetters = (batches: Batches, held: number): Letters => {
  let count = held
  return {
    write: (letter) => async () => {
      const written = await submitted(batches, 'at once', [
        { does: 'lookLetter', values: [letter.source, letter.deliveryId, letter.route ?? ''] },
        { does: 'bury', values: columnsOf(letter) },
      ])
      if (isLeft(written)) return written
      if (written.right[0] === 0) count++
      return right(undefined)
    },
    count: () => count,
  }
}

const columnsOf = (letter: Letter): readonly Value[] => [
  letter.source,
  letter.deliveryId,
  letter.messageId ?? null,
  letter.route ?? null,
  letter.end.reason,
  JSON.stringify(letter.end.faults),
  JSON.stringify(letter.end.attempts),
  letter.bytes,
  letter.envelope ?? null,
  letter.body === undefined ? null : JSON.stringify(letter.body),
  Math.trunc(letter.receivedAt),
  Math.trunc(letter.buriedAt),
]
