import type { Schema } from '../../contracts/described.ts'
import { mapSchema } from './map-schema.ts'
import { splitNotes } from './notes.ts'

const prefix = 'urn:vouchrelay:'

/**
 * Moves every schema that has an `$id` of ours to `definitions`, and points to it from wherever it stood or was meant:
 * an editor resolves references within a file, and takes any other `$id` for the address of another file.
 */
export const defineOnce = (schema: Schema): Schema => {
  const definitions: Record<string, Schema> = {}
  const root = mapSchema(schema, (part) => {
    const { $id, $ref, ...rest } = part
    if (typeof $ref === 'string' && $ref.startsWith(prefix)) return { $ref: pointer($ref), ...rest }
    if (typeof $id !== 'string' || !$id.startsWith(prefix)) return part
    const { demands, notes } = splitNotes(rest)
    definitions[$id.slice(prefix.length)] = demands
    return { $ref: pointer($id), ...notes }
  })
  return Object.keys(definitions).length === 0 ? root : { ...root, definitions }
}

const pointer = (id: string): string => `#/definitions/${id.slice(prefix.length)}`
