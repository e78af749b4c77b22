import { isSchema, type Schema } from '../../contracts/described.ts'
import { expressionReference } from '../../mapping/grammar-schema.ts'
import { withoutNull } from '../../settings/fields-schema.ts'
import { whenSchema } from '../../settings/when-schema.ts'

/**
 * What the schema of a body demands of the mapping that makes it: attributes that it must name, and no others. A part
 * that a path or a directive makes may turn out as anything.
 */
export const mappingSchema = ({ properties, required = [], additionalProperties }: Schema): Schema => {
  if (additionalProperties !== false || !isSchema(properties)) return expressionReference
  const parts = Object.entries(properties).map(([name, part]) => [
    name,
    isSchema(part) ? mappingSchema(withoutNull(part)) : {},
  ])
  return {
    // Anything, but most often an object: editors begin what comes first.
    type: ['object', 'array', 'string', 'number', 'boolean', 'null'],
    ...whenSchema(
      { type: 'object', propertyNames: { not: { pattern: '^@' } } },
      { type: 'object', required, properties: Object.fromEntries(parts), additionalProperties: false },
    ),
  }
}
