import { isExact } from '../../settings/exact-number.ts'
import type { Reader } from './reader.ts'

/**
 * A text, or what JSON writes of a number, true or false. A whole number beyond 2^53 - 1 is refused: an id of so many
 * digits lost some when it was parsed, and would be another's.
 */
export const textReader: Reader<string> = {
  expected: 'a text, an exact number, true or false',
  read: (value) => {
    if (typeof value === 'string') return value
    return typeof value === 'boolean' || (typeof value === 'number' && isExact(value)) ? String(value) : undefined
  },
}
