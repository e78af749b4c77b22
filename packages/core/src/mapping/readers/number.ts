import { isExact } from '../../settings/exact-number.ts'
import type { Reader } from './reader.ts'

/** A finite number, or a text that writes one and loses no digits by it. */
export const numberReader: Reader<number> = {
  expected: 'a number, or a text that is one',
  read: (value) => {
    if (typeof value === 'number' && Number.isFinite(value)) return value
    return typeof value === 'string' ? numberOf(value.trim()) : undefined
  },
}

const numeric = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const numberOf = (text: string): number | undefined => {
  if (!numeric.test(text)) return undefined
  const number = Number(text)
  return isExact(number) ? number : undefined
}
