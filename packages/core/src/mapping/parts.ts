import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { closed, type Closed, type Fields, type Values } from '../settings/closed.ts'
import { oneOfNames } from './outside.ts'
import { misplaced, reader } from './reader.ts'

/**
 * The named parts of a directive's argument. Like `closed`, but null is a value as it is everywhere in a mapping:
 * `else: null` makes a null, where a setting that is null counts as not set.
 */
export const parts = <const F extends Fields>(name: string, fields: F): Closed<Values<F>> => {
  const codec = reader<Values<F>>(name, closed(name, fields).schema, (u, context) => {
    if (typeof u !== 'object' || u === null || Array.isArray(u)) return t.failure(u, context)
    const given = new Map<string, unknown>(Object.entries(u))
    const errors: t.ValidationError[] = [...given]
      .filter(([key]) => !Object.hasOwn(fields, key))
      .map(([key, value]) => misplaced(oneOfNames(Object.keys(fields), key), key, value, context))
    const values: Record<string, unknown> = {}
    for (const [key, { codec, presence, fallback }] of Object.entries(fields)) {
      if (presence === 'optional' && !given.has(key)) continue
      const value = given.has(key) ? given.get(key) : fallback
      const result = codec.validate(value, t.appendContext(context, key, codec, value))
      if (isLeft(result)) errors.push(...result.left)
      else values[key] = result.right
    }
    // Every part was read by its own codec: the object is what `Values` says.
    return errors.length > 0 ? t.failures(errors) : t.success(values as Values<F>)
  })
  return Object.assign(codec, { fields })
}
