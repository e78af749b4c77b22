import type { JsonObject } from '@vouchrelay/core'
import { isJsonObject } from '../json-object.ts'

/**
 * Puts a value at the end of a way of names. Where an object is there already, the two become one; undefined where
 * something else is there.
 *
 * @example
 * putMember({ customer: { email: 'e' } }, ['customer', 'source_id'], 'ada') // { customer: { email: 'e', source_id: 'ada' } }
 */
export const putMember = (
  object: JsonObject,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): JsonObject | undefined => {
  const added = rest.length === 0 ? value : putMember({}, rest, value)
  if (!Object.hasOwn(object, name)) return { ...object, [name]: added }
  const both = unite(object[name], added)
  return both === undefined ? undefined : { ...object, [name]: both }
}

const unite = (one: unknown, other: unknown): JsonObject | undefined => {
  if (!isMembers(one) || !isMembers(other)) return undefined
  let both: JsonObject | undefined = one
  for (const [name, value] of Object.entries(other)) both = both && putMember(both, [name], value)
  return both
}

/** Whether a value is written out, and not made by a directive. */
const isMembers = (value: unknown): value is JsonObject =>
  isJsonObject(value) && !Object.keys(value).some((key) => key.startsWith('@'))
