import type { Letter } from '../contracts/letters.ts'
import type { Operation, Result, Value } from './messages.ts'

/** The dead letters of the state file. */
export interface Letters {
  /** Letters in the file, those of earlier runs included. */
  readonly count: () => number
  /** What writes a letter. That of the same delivery and route is replaced. */
  readonly writing: (letter: Letter) => readonly Operation[]
  /** Told what the writing of a letter gave, when it is durable. */
  readonly written: (results: readonly Result[]) => void
  /** So many were taken out of the file. */
  readonly taken: (letters: number) => void
}

/** The letters of a file that already holds some. */
export const createLetters = (held: number): Letters => {
  let count = held
  return {
    count: () => count,
    writing: (letter) => [
      { does: 'lookLetter', values: [letter.source, letter.deliveryId, letter.route ?? ''] },
      { does: 'bury', values: columnsOf(letter) },
    ],
    written: ([wasThere]) => {
      if (wasThere === 0) count += 1
    },
    taken: (letters) => {
      count -= letters
    },
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
  letter.kind ?? null,
  letter.customer ?? null,
]
