import type * as t from 'io-ts'
import type { JsonObject } from '../../contracts/event.ts'
import { attribute, wrong, type Attribute } from './attribute.ts'

/** Metadata nested deeper is refused: it is a cycle or a mistake. */
const deepest = 32

/**
 * Free attributes: an object of texts, finite numbers, booleans, and objects and lists of them. A `Date` becomes its ISO text.
 * `null` and `undefined` are left out, in lists too. What JSON cannot carry (`NaN`, a bigint, a function) is a fault.
 * An object without any of these is passed on itself, not copied.
 */
export const Metadata: Attribute<JsonObject> = attribute(
  'an object of JSON values',
  { type: 'object' },
  (u) => (isPlain(u) ? readObject(u, 0) : wrong),
  (value, context) => (isPlain(value) ? faultsIn(value, context, 0) : [{ value, context }]),
)

const JsonValue: Attribute<unknown> = attribute('a JSON value', {}, (u) => readValue(u, 0))

const isPlain = (u: unknown): u is JsonObject =>
  typeof u === 'object' && u !== null && !Array.isArray(u) && !(u instanceof Date)

const readValue = (u: unknown, depth: number): unknown => {
  if (typeof u === 'string' || typeof u === 'boolean' || u === null || u === undefined) return u
  if (typeof u === 'number') return Number.isFinite(u) ? u : wrong
  if (depth === deepest) return wrong
  if (u instanceof Date) return Number.isNaN(u.getTime()) ? wrong : u.toISOString()
  if (Array.isArray(u)) return readList(u, depth)
  return isPlain(u) ? readObject(u, depth) : wrong
}

const readObject = (object: JsonObject, depth: number): JsonObject | typeof wrong => {
  let changed: Map<string, unknown> | undefined
  for (const key of Object.keys(object)) {
    const given = object[key]
    const value = readValue(given, depth + 1)
    if (value === wrong) return wrong
    if (value === given && value !== null && value !== undefined) continue
    changed ??= new Map(Object.entries(object))
    if (value === null || value === undefined) changed.delete(key)
    else changed.set(key, value)
  }
  return changed === undefined ? object : Object.fromEntries(changed)
}

const readList = (list: readonly unknown[], depth: number): readonly unknown[] | typeof wrong => {
  const values = list.map((item) => readValue(item, depth + 1))
  if (values.includes(wrong)) return wrong
  const kept = values.filter((value) => value !== null && value !== undefined)
  return kept.length === list.length && kept.every((value, i) => value === list[i]) ? list : kept
}

/** The deepest values that are wrong, each with its path. */
const faultsIn = (value: object, context: t.Context, depth: number): t.Errors =>
  Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (readValue(item, depth + 1) !== wrong) return []
    const inside = [...context, { key, type: JsonValue, actual: item }]
    const nested = typeof item === 'object' && item !== null && !(item instanceof Date) && depth + 1 < deepest
    return nested ? faultsIn(item, inside, depth + 1) : [{ value: item, context: inside }]
  })
