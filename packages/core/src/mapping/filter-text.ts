import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Described } from '../contracts/described.ts'
import type { Filter } from '../contracts/filter.ts'
import type { Scope } from '../contracts/scope.ts'
import type { Shape } from '../contracts/source.ts'
import { validated } from '../settings/field.ts'
import { compileCondition } from './predicate/compile-condition.ts'
import { predicateText } from './predicate-text.ts'

/** The codec of a filter in a mapping. `shape` says which names its fields may start with. */
export const filterText = (shape: Shape): Described<Filter> => {
  const text = predicateText(shape)
  return validated(text.name, text.schema, (u, context) => {
    const read = text.validate(u, context)
    if (isLeft(read)) return read
    const { condition } = read.right
    return right<never, Filter>({
      compile: ({ child }) =>
        compileCondition<Scope>(condition, (keys) => child({ _tag: 'Lookup', path: { from: 'item', keys } })),
    })
  })
}
