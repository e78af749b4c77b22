import { isSchema, type Schema } from '../../contracts/described.ts'

/** Keywords whose value is a schema, a list of them, or an object of them by name; each says what a value must be. */
const single: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'then', 'else'])
const several: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf'])
const byName: ReadonlySet<string> = new Set(['properties', 'patternProperties'])

/**
 * Makes a schema anew from the inside out: `change` is given every schema in it that a value is held against, itself
 * last. What stands under `if`, `not` and `propertyNames` is left as it is.
 */
export const mapSchema = (schema: Schema, change: (schema: Schema) => Schema): Schema => {
  const inside = (part: unknown): unknown => (isSchema(part) ? mapSchema(part, change) : part)
  const partOf = (keyword: string, part: unknown): unknown => {
    if (several.has(keyword) && Array.isArray(part)) return part.map(inside)
    if (byName.has(keyword) && isSchema(part)) {
      return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, inside(one)]))
    }
    return single.has(keyword) ? inside(part) : part
  }
  return change(Object.fromEntries(Object.entries(schema).map(([keyword, part]) => [keyword, partOf(keyword, part)])))
}
