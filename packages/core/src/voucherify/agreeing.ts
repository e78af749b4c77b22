import { isLeft } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Described, Schema } from '../contracts/described.ts'
import type { Closed } from '../settings/closed.ts'
import { validated } from '../settings/field.ts'

/**
 * Settings that must agree with each other, made what they mean together. `schema` says the same to an editor, beside the schemas of
 * the fields.
 */
export const agreeing = <A, B>(
  codec: Closed<A>,
  schema: Schema,
  agree: (value: A, context: t.Context, given: unknown) => t.Validation<B>,
): Described<B> =>
  validated(codec.name, { ...codec.schema, ...schema }, (u, context) => {
    const read = codec.validate(u, context)
    return isLeft(read) ? read : agree(read.right, context, u)
  })

/** What holds of an object with all of these members in it; a null is as good as none. */
export const given = (...keys: readonly string[]): Schema => ({
  required: keys,
  properties: Object.fromEntries(keys.map((key) => [key, { not: { type: 'null' } }])),
})

/** What holds of an object with none of them. */
export const absent = (...keys: readonly string[]): Schema => ({
  properties: Object.fromEntries(keys.map((key) => [key, { type: 'null' }])),
})
