import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Shape } from '../contracts/source.ts'
import type { Predicate } from '../mapping/predicate.ts'
import { predicateText } from '../mapping/predicate-text.ts'

/**
 * One filter that holds where several do; undefined where there is none. Each is read by itself first: joined, what one
 * lacks might be another's. What cannot be read is told: a route that passed it over would want every event.
 *
 * @param around what stands around the `when` that is complained of
 */
export const joinFilters = (
  filters: readonly (string | undefined)[],
  shape: Shape,
  around: t.Context,
): t.Validation<Predicate | undefined> => {
  const texts = filters.filter((text) => text !== undefined)
  if (texts.length === 0) return t.success(undefined)
  const codec = predicateText(shape)
  const read = (text: string): t.Validation<Predicate> =>
    codec.validate(text, t.appendContext(around, 'when', codec, text))
  const joined = texts.length === 1 ? texts.join() : texts.map((text) => `(${text})`).join(' and ')
  return texts.map(read).find(isLeft) ?? read(joined)
}
