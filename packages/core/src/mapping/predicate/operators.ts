/** An operator between two values. A missing value is null. */
export interface Operator {
  /** As it is written, in lower case where it is a word. */
  readonly symbol: string
  readonly summary: string
  readonly holds: (left: unknown, right: unknown) => boolean
}

const isSame = (left: unknown, right: unknown): boolean => left === right && (typeof left !== 'object' || left === null)

/**
 * Values of the same type that are the same: a number never equals a text. Lists are equal where their items are the
 * same scalars in the same order; an object equals nothing.
 */
const equal = (left: unknown, right: unknown): boolean =>
  Array.isArray(left) && Array.isArray(right)
    ? left.length === right.length && left.every((item, i) => isSame(item, right[i]))
    : isSame(left, right)

/** The operators of a filter, one row each, as https://segment.com/docs/api/public-api/fql/#operators describes them. */
export const operators: readonly Operator[] = [
  { symbol: '=', summary: 'The same type and the same value; `= null`: missing or null.', holds: equal },
  {
    symbol: '!=',
    summary: 'Another type or another value; `!= null`: there, and not null.',
    holds: (left, right) => !equal(left, right),
  },
]
