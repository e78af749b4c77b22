import { createRequire } from 'node:module'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../../src/contracts/event.ts'
import { load } from './read-mapping.ts'

interface MappingKit {
  readonly transform: (mapping: unknown, event: unknown) => unknown
}

/** Segment's own interpreter of mappings, as it is published: https://www.npmjs.com/package/@segment/actions-core */
const { transform }: MappingKit = createRequire(import.meta.url)('@segment/actions-core/mapping-kit')

/** The JSON that Segment makes; it may change what it is given, and throws what it does not like. */
export const segmentMakes = (mapping: unknown, event: JsonObject): string => {
  try {
    return `${JSON.stringify(transform(structuredClone(mapping), structuredClone(event)))}`
  } catch (error) {
    return `throws: ${String(error)}`
  }
}

/** The JSON that is made here. */
export const weMake = (mapping: unknown, event: JsonObject): string => {
  try {
    const made = load(mapping).apply(event)
    return isLeft(made) ? `fails: ${JSON.stringify(made.left)}` : `${JSON.stringify(made.right)}`
  } catch (error) {
    return `is refused: ${String(error)}`
  }
}
