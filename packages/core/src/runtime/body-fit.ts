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
 * Holds what a mapping will make against the schema of a body: attributes that there are not, and required ones that it
 * does not name. What only an event can tell, such as the type of a value, shows when there is one.
 *
 * @param context where the expression is
 */
export const misfits = (expression: Expression, schema: unknown, context: t.Context): t.Errors => {
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

const attributeOf = (schema: unknown): unknown => (isSchema(schema) ? withoutNull(schema) : schema)
