import { isLeft, map } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../contracts/described.ts'
import { validated } from '../settings/field.ts'
import { oneOf } from '../settings/values.ts'
import { isMembers, readParts } from './json.ts'
import { MemberPath } from './member-path.ts'
import { propertyTypes, type PropertyType } from './readers/property-types.ts'

/** What members of an object are: `{ total: number, shipping.gift: boolean }`. */
export type MemberTypes = readonly (readonly [path: MemberPath, type: PropertyType])[]

const Type = oneOf(...propertyTypes)

export const MemberTypes: Described<MemberTypes> = validated(
  'an object of types by name',
  { type: 'object', additionalProperties: Type.schema },
  (u, context) => {
    if (!isMembers(u)) return t.failure(u, context)
    const read = readParts(u, (value, key) => {
      const path = MemberPath.validate(key, t.appendContext(context, key, MemberPath, key))
      const type = Type.validate(value, t.appendContext(context, key, Type, value))
      if (isLeft(path)) return path
      return map((type: PropertyType) => [path.right, type] as const)(type)
    })
    return map((entries: readonly (readonly [key: string, MemberTypes[number]])[]) => entries.map(([, one]) => one))(
      read,
    )
  },
)
