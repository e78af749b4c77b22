import { validated } from '../settings/field.ts'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Shape } from '../contracts/source.ts'
import { readKeys, type TextFault } from './read-keys.ts'
import { outside } from './outside.ts'
import type { Described } from '../contracts/described.ts'
import type { Path } from '../contracts/path.ts'

/** Whether a text of a mapping is a path: `$`, `$.a`, `$['a']`, and the same from `$$`. Other texts are constants. */
export const isPathText = (text: string): boolean => /^\$\$?(?:[.[]|$)/.test(text)

/**
 * Reads a path: `$.a.b`, `$.items[0].price`, `$['key with.dot']`, `$.key\.with\.dot`; `$` and `$.` are all of it, `$$.`
 * starts at the event. The `$.` may be left out, as in https://github.com/segmentio/action-destinations
 * `packages/core/src/mapping-kit/README.md`.
 */
export const readPath = (text: string): Either<TextFault, Path> => {
  const start = /^\$\$?(?=[.[]|$)/.exec(text)?.[0] ?? ''
  const from = start === '$$' ? 'root' : 'item'
  if (start !== '' && /^\.?$/.test(text.slice(start.length))) return right({ from, keys: [] })
  const dot = start !== '' && text[start.length] === '.' ? 1 : 0
  const read = readKeys(text, start.length + dot, 'mapping')
  if (isLeft(read)) return read
  const { keys, end } = read.right
  return end === text.length ? right({ from, keys }) : left({ at: end, expected: 'a dot, a bracket or the end' })
}

/**
 * The codec of a path's text. Where the shape is closed, the first key must be one of its names; below `inItems` that
 * holds for `$$.` alone, since `$.` starts at whatever the list holds.
 */
export const pathText = (shape: Shape, inItems = false): Described<Path> =>
  validated('a path such as $.properties.total', { type: 'string' }, (u, context) => {
    if (typeof u !== 'string') return t.failure(u, context)
    const read = readPath(u)
    if (isLeft(read)) return t.failure(u, context, `${read.left.expected} at character ${read.left.at + 1} of the path`)
    const stranger = inItems && read.right.from === 'item' ? undefined : outside(shape, read.right.keys[0])
    return stranger === undefined ? t.success(read.right) : t.failure(u, context, `a path that starts with ${stranger}`)
  })
