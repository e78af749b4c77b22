import type { Schema } from '../../contracts/described.ts'
import { splitNotes } from './notes.ts'

/** A text with a `${VARIABLE}` in it, of which nothing else is known before it is filled in. */
const withVariable: Schema = { type: 'string', pattern: '\\$\\{' }

/**
 * Takes a text with a variable wherever some text is taken, but only texts of a certain form. What takes no text at all
 * takes no variable: what is filled in is always a text.
 */
export const takeVariables = (schema: Schema): Schema => {
  // Of several forms a variable may be meant for any.
  const { oneOf, ...rest } = schema
  const open = oneOf === undefined ? schema : { ...rest, anyOf: oneOf }
  if (!isChoosy(open)) return open
  const { demands, notes } = splitNotes(open)
  return { anyOf: [demands, withVariable], ...notes }
}

const forms = ['pattern', 'format', 'maxLength', 'anyOf', 'allOf', 'not'] as const

const isChoosy = ({ type, enum: choices, const: only, ...schema }: Schema): boolean => {
  if (Array.isArray(choices)) return choices.some((choice) => typeof choice === 'string')
  if (only !== undefined) return typeof only === 'string'
  return [type].flat().includes('string') && forms.some((form) => form in schema)
}
