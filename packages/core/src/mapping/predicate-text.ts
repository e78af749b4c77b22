import { validated } from '../settings/field.ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Shape } from '../contracts/source.ts'
import { readPredicate, type Predicate } from './predicate.ts'
import type { Described } from '../contracts/described.ts'

/** The codec of a route's `when`. */
export const predicateText = (shape: Shape): Described<Predicate> =>
  validated('a filter such as type = "track"', { type: 'string' }, (u, context) => {
    if (typeof u !== 'string') return t.failure(u, context)
    const read = readPredicate(u, shape)
    if (!isLeft(read)) return read
    return t.failures(
      read.left.map(({ at, expected, found }) => ({
        value: u,
        context,
        message: `${expected} at character ${at + 1}, not ${found}`,
      })),
    )
  })
