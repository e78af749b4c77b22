import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../contracts/event.ts'
import type { Shape } from '../contracts/source.ts'
import { compileKeys } from './path.ts'
import { compileCondition } from './predicate/compile-condition.ts'
import type { Condition } from './predicate/condition.ts'
import { faultsIn } from './predicate/faults-in.ts'
import { parseCondition } from './predicate/parse.ts'
import type { TextFault } from './read-keys.ts'

/** A filter that was read and compiled. */
export interface Predicate {
  readonly text: string
  readonly condition: Condition
  /** Total and pure. */
  readonly matches: (event: JsonObject) => boolean
}

/** What is wrong with a filter's text. `at` counts characters from 0. */
export interface FilterFault extends TextFault {
  readonly found: string
}

/** `expected a value, found the end of the text at character 7`. */
export const describeFilterFault = ({ at, expected, found }: FilterFault): string =>
  `expected ${expected}, found ${found} at character ${at + 1}`

/** How long a filter may be: hundreds of comparisons. */
const mostCharacters = 10_000

/**
 * Reads a filter: its first mistake, or else everything that it names and compares wrongly. Nothing unknown is passed
 * over.
 */
export const readPredicate = (text: string, shape: Shape): Either<readonly FilterFault[], Predicate> => {
  if (text.length > mostCharacters) return left([faultIn(text)({ at: mostCharacters, expected: 'the end' })])
  const parsed = parseCondition(text)
  if (isLeft(parsed)) return left([faultIn(text)(parsed.left)])
  const condition = parsed.right
  const faults = faultsIn(condition, shape)
  if (faults.length > 0) return left(faults.toSorted((a, b) => a.at - b.at).map(faultIn(text)))
  return right({ text, condition, matches: compileCondition(condition, compileKeys) })
}

/** What is written at a place: a quoted text, a word or path, operators, or one character. */
const piece = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:[\w.-]|\\.)+|[=<>!&|]+|./suy

const faultIn =
  (text: string) =>
  ({ at, expected }: TextFault): FilterFault => {
    piece.lastIndex = at
    const found = piece.exec(text)?.[0] ?? 'the end of the text'
    const shown = /^\s$/.test(found) ? 'white space' : found
    return { at, expected, found: shown.length > 60 ? `${shown.slice(0, 57)}...` : shown }
  }
