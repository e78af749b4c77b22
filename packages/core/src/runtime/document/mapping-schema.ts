import { isSchema, type Schema } from '../../contracts/described.ts'
import { expressionReference } from '../../mapping/grammar-schema.ts'
import { withoutNull } from '../../settings/fields-schema.ts'
import { whenSchema } from '../../settings/when-schema.ts'

/**
 * What the schema of a body demands of the mapping that makes it: attributes that it must name, and no others, and what
 * is written out of the type that it asks for. A part that a path or a directive makes may turn out as anything.
 */
export const mappingSchema = (body: Schema): Schema => {
  switch (body['type']) {
    case 'object':
      return { type: ['object', 'string', 'null'], pattern: path, ...membersSchema(body) }
    case 'array':
      return { type: ['array', 'object', 'string', 'null'], pattern: path, ...made, ...anything }
    case 'string':
      return { type: ['string', 'object', 'null'], ...made, ...anything }
    default:
      return expressionReference
  }
}

/** A text that is a path: `isPathText` says the same. */
const path = '^\\$\\$?([.[]|$)'

const isWrittenOut: Schema = { type: 'object', propertyNames: { not: { pattern: '^@' } } }

/** No object but one that a directive makes. */
const made = whenSchema(isWrittenOut, { not: { type: 'object' } })

const anything: Schema = { allOf: [expressionReference] }

const membersSchema = ({ properties, required = [], additionalProperties }: Schema): Schema => {
  if (additionalProperties !== false || !isSchema(properties)) return anything
  const parts = Object.entries(properties).map(([name, part]) => [
    name,
    isSchema(part) ? mappingSchema(withoutNull(part)) : {},
  ])
  return whenSchema(isWrittenOut, {
    type: 'object',
    required,
    properties: Object.fromEntries(parts),
    additionalProperties: false,
  })
}
