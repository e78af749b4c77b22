import type { Shape } from '../contracts/source.ts'
import { oneOfNames } from '../settings/nearest.ts'

/** Which names a first key must be one of, where it is none of them; undefined where it may stand. */
export const outside = (shape: Shape, first: string | undefined): string | undefined =>
  shape === 'open' || first === undefined || shape.includes(first) ? undefined : oneOfNames(shape, first)
