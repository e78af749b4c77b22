import * as t from 'io-ts'
import { isSchema } from '../contracts/described.ts'
import { misplaced } from '../settings/field.ts'
import { withoutNull } from '../settings/fields-schema.ts'
import { oneOfNames } from '../settings/nearest.ts'
import type { Expression } from '../contracts/expression.ts'

/** What is read of a JSON Schema of an object. */
const ObjectSchema = t.type({
  additionalProperties: t.literal(false),
  required: t.readonlyArray(t.string),
  properties: t.record(t.string, t.unknown),
})

/**
 * Holds what a mapping will make against the schema of a body: attributes that there are not, required ones that it does
 * not name, and values of another type that are written out. What only an event can tell, such as the type of what is at
 * a path, shows when there is one.
 *
 * @param context where the expression is
 */
export const misfits = (expression: Expression, schema: unknown, context: t.Context): t.Errors => {
  const expected = isSchema(schema) ? kinds.get(schema['type']) : undefined
  const written = valueOf(expression)
  if (expected !== undefined && written !== undefined && !expected.is(written)) {
    return [{ value: written, context, message: expected.name }]
  }
  if (expression._tag !== 'Fields' || !ObjectSchema.is(schema)) return []
  const { properties, required } = schema
  const named = new Set(expression.fields.map(([key]) => key))
  const missing = required.filter((key) => !named.has(key))
  return [
    ...missing.map((key) => misplaced(`a value for ${key}`, key, undefined, context)),
    ...expression.fields.flatMap(([key, part]) =>
      Object.hasOwn(properties, key)
        ? misfits(part, attributeOf(properties[key]), t.appendContext(context, key, t.unknown))
        : [misplaced(oneOfNames(Object.keys(properties), key), key, key, context)],
    ),
  ]
}

const isList = (u: unknown): boolean => Array.isArray(u)

/** What a schema asks for in a word; what may be several things, or a number of some kind, is left to the events. */
const kinds: ReadonlyMap<unknown, { readonly name: string; readonly is: (u: unknown) => boolean }> = new Map([
  ['string', { name: 'a text', is: (u: unknown) => typeof u === 'string' }],
  ['object', { name: 'an object', is: (u: unknown) => typeof u === 'object' && !isList(u) }],
  ['array', { name: 'a list', is: isList }],
])

/** A value that is written out, or of an object and a list that it is one; undefined where it is made, or is left out. */
const valueOf = (expression: Expression): unknown => {
  if (expression._tag === 'Constant') return expression.value ?? undefined
  if (expression._tag === 'Fields') return {}
  return expression._tag === 'Items' ? expression.items : undefined
}

const attributeOf = (schema: unknown): unknown => (isSchema(schema) ? withoutNull(schema) : schema)
