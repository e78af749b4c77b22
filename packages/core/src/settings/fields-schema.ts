import { isSchema, type Schema } from '../contracts/described.ts'
import type { Field } from './field.ts'

/** The schema of an object of fields. */
export interface FieldsSchema extends Schema {
  readonly properties: Readonly<Record<string, Schema>>
}

/** Whether a null counts as not given, or is a value for the codec to judge. */
export type Nulls = 'absent' | 'values'

/**
 * The JSON Schema of an object whose every key is a field. What a user must know of a field stands with it: its codec's
 * name as `title`, its summary as `description`, `default`, `examples`, `writeOnly` where it is secret, and `unit`,
 * which is a word of ours.
 */
export const fieldsSchema = (fields: Readonly<Record<string, Field<unknown>>>, nulls: Nulls): FieldsSchema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(fields).filter((key) => fields[key]?.presence === 'required'),
  properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, propertyOf(field, nulls)])),
})

const propertyOf = ({ codec, presence, ...notes }: Field<unknown>, nulls: Nulls): Schema => ({
  ...(nulls === 'values' ? codec.schema : withNullAbsent(codec.schema, presence)),
  title: codec.name,
  description: notes.summary,
  ...(notes.unit === undefined ? {} : { unit: notes.unit }),
  ...(notes.fallback === undefined ? {} : { default: notes.fallback }),
  ...(notes.example === undefined ? {} : { examples: [notes.example] }),
  ...(notes.secret === true ? { writeOnly: true } : {}),
})

/** A null counts as not given: that will do where something need not be given, and not where it must. */
const withNullAbsent = (schema: Schema, presence: Field<unknown>['presence']): Schema => {
  if (presence !== 'required') return { anyOf: [schema, nothing] }
  return [schema['type']].flat().includes('null') ? { allOf: [schema], not: nothing } : schema
}

const nothing: Schema = { type: 'null' }

/** The schema of a field's value where it has one: without the null that counts as not given. */
export const withoutNull = (property: Schema): Schema => {
  const { anyOf, ...notes } = property
  const [value, other]: readonly unknown[] = Array.isArray(anyOf) ? anyOf : []
  return isSchema(value) && isSchema(other) && other['type'] === 'null' ? { ...value, ...notes } : property
}
