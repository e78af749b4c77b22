import type { Schema } from '../contracts/described.ts'
import { whenSchema } from './when-schema.ts'

/** The JSON Schema of an object in which a key tells what else there is; `otherwise` is what holds without it. */
export const choiceSchema = (key: string, branches: Readonly<Record<string, Schema>>, otherwise?: string): Schema => {
  const choices = Object.keys(branches)
  // Nothing to choose from: nothing will do. Lists in a schema may not be empty.
  if (choices.length === 0) return { not: {} }
  return {
    type: 'object',
    required: otherwise === undefined ? [key] : [],
    properties: { [key]: { enum: otherwise === undefined ? choices : [...choices, null] } },
    allOf: Object.entries(branches).map(([choice, branch]) =>
      whenSchema(choice === otherwise ? isOrNot(key, choice) : is(key, choice), branch),
    ),
  }
}

const is = (key: string, choice: string): Schema => ({ required: [key], properties: { [key]: { const: choice } } })

const isOrNot = (key: string, choice: string): Schema => ({ properties: { [key]: { enum: [choice, null] } } })
