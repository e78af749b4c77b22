import type { Shape } from '../contracts/source.ts'
import { nearest } from '../settings/nearest.ts'

/** Names in a row, with the one that was probably meant: `one of a, b (did you mean b?)`. */
export const oneOfNames = (known: readonly string[], name: string): string => {
  const near = nearest(name, known)
  return `one of ${known.join(', ')}${near === undefined ? '' : ` (did you mean ${near}?)`}`
}

/** Which names a first key must be one of, where it is none of them; undefined where it may stand. */
export const outside = (shape: Shape, first: string | undefined): string | undefined =>
  shape === 'open' || first === undefined || shape.includes(first) ? undefined : oneOfNames(shape, first)
