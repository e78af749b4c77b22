import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import { listOf, type Closed, type Described } from '@vouchrelay/core'

const demanding = <A>(codec: Described<A>, demand: (value: A) => string | undefined): t.Type<A, unknown, unknown> =>
  new t.Type<A, unknown, unknown>(
    codec.name,
    codec.is,
    (u, context) => {
      const read = codec.validate(u, context)
      if (isLeft(read)) return read
      const expected = demand(read.right)
      return expected === undefined ? read : t.failure(u, context, expected)
    },
    t.identity,
  )

/** Settings that must also agree with each other: `demand` says what is expected of them, undefined where they do. */
export const checked = <A>(codec: Closed<A>, demand: (value: A) => string | undefined): Closed<A> =>
  Object.assign(demanding(codec, demand), { fields: codec.fields, schema: codec.schema })

/** A list that is not empty. */
export const oneOrMore = <A>(element: Described<A>): Described<readonly A[]> => {
  const list = listOf(element, `a list of one or more: ${element.name}`)
  const filled = demanding(list, (items) => (items.length > 0 ? undefined : list.name))
  return Object.assign(filled, { schema: { ...list.schema, minItems: 1 } })
}
