import { isSchema, type Schema } from '../../contracts/described.ts'
import { expressionReference } from '../../mapping/grammar-schema.ts'
import { code } from './markdown.ts'

const names: Readonly<Record<string, string>> = {
  array: 'list',
  boolean: 'true or false',
  integer: 'whole number',
  null: 'null',
  string: 'text',
}

/** What a value must be, in words: what its codec is called, or else what its schema says of it; first its unit. */
export const typeText = (schema: Schema): string => {
  const { title, unit, $ref, enum: choices } = schema
  if ($ref === expressionReference['$ref']) return 'mapping'
  if (Array.isArray(choices) && choices.every((choice) => typeof choice === 'string'))
    return choices.map(code).join(', ')
  const text = typeof title === 'string' ? readable(title.replace(/^an? /, '')) : bySchema(schema)
  return typeof unit === 'string' ? `${unit}, ${text.replace('whole number from ', '')}` : text
}

/** Large numbers in groups: `1,000,000`. */
const readable = (text: string): string => text.replaceAll(/\d{5,}/g, (digits) => Number(digits).toLocaleString('en'))

const bySchema = ({ type, enum: choices, const: only, items, anyOf, oneOf }: Schema): string => {
  if (Array.isArray(choices)) return choices.map((choice) => code(JSON.stringify(choice))).join(', ')
  if (only !== undefined) return code(JSON.stringify(only))
  const branches = [anyOf, oneOf].find(Array.isArray)?.filter(isSchema)
  if (branches !== undefined) return [...new Set(branches.map(typeText))].join(' or ')
  if (isSchema(items)) return `list of: ${typeText(items)}`
  const types = [type].flat().filter((one) => typeof one === 'string')
  return types.map((one) => names[one] ?? one).join(' or ') || 'anything'
}
