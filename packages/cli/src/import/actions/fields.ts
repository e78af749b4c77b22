import type { JsonObject } from '@vouchrelay/core'
import { isJsonObject } from '../json-object.ts'
import type { Place } from '../place.ts'

/** A field of one of Segment's actions: any value, a value of which Segment makes a text, or an object of fields. */
export type Field = 'any' | 'text' | { readonly [name: string]: Field }

/**
 * What Segment would send of a mapping: the fields of the action and no others, in their order. Where it makes a text of
 * a number, so does `@string`.
 *
 * Segment removes what an action does not name, and coerces types: https://github.com/segmentio/action-destinations
 * `packages/core/src/schema-validation.ts`.
 */
export const takeFields = (mapped: unknown, field: Field, place: Place): unknown => {
  if (mapped === undefined || field === 'any') return mapped
  if (field === 'text') return textOf(mapped, place)
  const members = membersOf(mapped, Object.keys(field))
  if (members === undefined) {
    place.tell(`Segment sends no more of it than ${Object.keys(field).join(', ')}`)
    return mapped
  }
  for (const name of Object.keys(members).filter((name) => !Object.hasOwn(field, name))) {
    place.at(name).tell('Segment never sends it: left out')
  }
  const taken = Object.entries(field).flatMap(([name, part]) => {
    const value = takeFields(members[name], part, place.at(name))
    return value === undefined ? [] : [[name, value] as const]
  })
  return taken.length === 0 ? undefined : Object.fromEntries(taken)
}

/** Whether a translated value is a path. */
export const isPath = (value: unknown): value is string => typeof value === 'string' && value.startsWith('$.')

/** The members of an object that is written out, or taken from the event; undefined where a directive makes it. */
const membersOf = (mapped: unknown, names: readonly string[]): JsonObject | undefined => {
  if (isPath(mapped)) return Object.fromEntries(names.map((name) => [name, `${mapped.replace(/\.$/, '')}.${name}`]))
  return isJsonObject(mapped) && !Object.keys(mapped).some((key) => key.startsWith('@')) ? mapped : undefined
}

/** What is a text in every event that a source hands over. */
const ids: ReadonlySet<string> = new Set(['$.userId', '$.anonymousId', '$.groupId'])

/** What is a text anyway: a constant, or what these directives make. */
const texts = ['@template', '@literal', '@string', '@liquid']

const textOf = (mapped: unknown, place: Place): unknown => {
  const isText = isJsonObject(mapped)
    ? texts.some((name) => name in mapped)
    : typeof mapped === 'string' && (!isPath(mapped) || ids.has(mapped))
  if (isText || !place.language.directives.has('@string')) return mapped
  place.tell('Segment makes a text of a number here, and so does @string')
  return { '@string': mapped }
}
