import type { Schema } from '../../contracts/described.ts'

const words: ReadonlySet<string> = new Set(['title', 'description', 'default', 'examples', 'writeOnly', 'unit'])

/** A schema in two: what it demands of a value, and what it tells people. */
export const splitNotes = (schema: Schema): { readonly demands: Schema; readonly notes: Schema } => {
  const parts = Object.entries(schema)
  return {
    demands: Object.fromEntries(parts.filter(([keyword]) => !words.has(keyword))),
    notes: Object.fromEntries(parts.filter(([keyword]) => words.has(keyword))),
  }
}
