import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../contracts/described.ts'
import { validated } from '../settings/field.ts'
import { mostLevels } from './limits.ts'
import { readKeys } from './read-keys.ts'

/** The keys that lead to a member of an object: `products`, `shipping.address`, `['tax.rate']`, `tax\.rate`. */
export type MemberPath = readonly string[]

export const MemberPath: Described<MemberPath> = validated(
  'a name of a member such as shipping.address',
  { type: 'string', minLength: 1 },
  (u, context) => {
    if (typeof u !== 'string') return t.failure(u, context)
    const read = readKeys(u, 0, 'mapping')
    if (isLeft(read)) return t.failure(u, context, `${read.left.expected} at character ${read.left.at + 1} of the name`)
    const { keys, end } = read.right
    if (end < u.length) return t.failure(u, context, `a dot, a bracket or the end at character ${end + 1} of the name`)
    return keys.length <= mostLevels ? t.success(keys) : t.failure(u, context, `a name of at most ${mostLevels} levels`)
  },
)
