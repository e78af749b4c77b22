import * as t from 'io-ts'
import type { JsonObject } from '../../contracts/event.ts'
import { exactNumber, isExact } from '../../settings/exact-number.ts'
import { misplaced } from '../../settings/field.ts'
import { attribute, wrong, type Attribute } from './attribute.ts'

/** How deep metadata may nest: what is deeper is a mistake. */
const mostLevels = 32

/**
 * How many characters metadata may have in all: those of its texts and names, and one for each value. A mapping can
 * repeat an event's value until no memory holds its JSON. Voucherify tells no limit for a body; 1 MiB is what its web
 * framework takes where nothing else is said.
 */
const mostCharacters = 1_048_576

/** How many faults of one metadata are told: a value that is repeated repeats its fault. */
const mostFaults = 100

/** What is left of the characters. Whoever reads a value takes it from there. */
interface Budget {
  left: number
}

/**
 * Free attributes: an object of texts, finite numbers, booleans, and objects and lists of them. A `Date` becomes its
 * ISO text. `null` and `undefined` are left out, in lists too. What JSON cannot carry (`NaN`, a bigint, a function, a
 * value inside itself) is a fault, and so are more than 32 levels or 1,048,576 characters. An object without any of
 * these is passed on itself, not copied. Neither is a whole number beyond 2^53 taken, which lost digits on its way.
 */
export const Metadata: Attribute<JsonObject> = attribute(
  'an object of JSON values',
  { type: 'object' },
  (u) => (isPlain(u) ? readObject(u, 0, { left: mostCharacters }) : wrong),
  (value, context) => {
    if (!isPlain(value)) return [{ value, context }]
    const search: Search = { left: mostCharacters, found: [] }
    findWrong(value, context, 0, search)
    if (search.found.length > 0) return search.found
    return [{ value, context, message: `at most ${mostCharacters} characters in all` }]
  },
)

const isNested = (u: unknown): u is object => typeof u === 'object' && u !== null && !(u instanceof Date)

const isPlain = (u: unknown): u is JsonObject => isNested(u) && !Array.isArray(u)

const readScalar = (u: unknown): unknown => {
  if (typeof u === 'string' || typeof u === 'boolean' || u === null || u === undefined) return u
  if (typeof u === 'number') return isExact(u) ? u : wrong
  return u instanceof Date && !Number.isNaN(u.getTime()) ? u.toISOString() : wrong
}

const readValue = (u: unknown, depth: number, budget: Budget): unknown => {
  budget.left -= typeof u === 'string' ? u.length + 1 : 1
  if (budget.left < 0) return wrong
  return isNested(u) ? readNested(u, depth, budget) : readScalar(u)
}

const readNested = (u: object, depth: number, budget: Budget): unknown => {
  if (depth === mostLevels) return wrong
  return Array.isArray(u) ? readList(u, depth, budget) : isPlain(u) ? readObject(u, depth, budget) : wrong
}

const readObject = (object: JsonObject, depth: number, budget: Budget): JsonObject | typeof wrong => {
  let changed: Map<string, unknown> | undefined
  for (const key of Object.keys(object)) {
    const given = object[key]
    budget.left -= key.length
    const value = readValue(given, depth + 1, budget)
    if (value === wrong) return wrong
    if (value === given && value !== null && value !== undefined) continue
    changed ??= new Map(Object.entries(object))
    if (value === null || value === undefined) changed.delete(key)
    else changed.set(key, value)
  }
  return changed === undefined ? object : Object.fromEntries(changed)
}

const readList = (list: readonly unknown[], depth: number, budget: Budget): readonly unknown[] | typeof wrong => {
  const kept: unknown[] = []
  let isChanged = false
  for (const given of list) {
    const value = readValue(given, depth + 1, budget)
    if (value === wrong) return wrong
    if (value !== null && value !== undefined) kept.push(value)
    isChanged ||= value !== given || value === null || value === undefined
  }
  return isChanged ? kept : list
}

const expectedOf = (item: unknown): string =>
  typeof item === 'number' && Number.isFinite(item) ? exactNumber : 'a JSON value'

/** A search for what is wrong, which ends when its budget does or enough was found. */
interface Search extends Budget {
  readonly found: t.ValidationError[]
}

/** Finds the deepest values that are wrong, each with its path. */
const findWrong = (value: object, context: t.Context, depth: number, search: Search): void => {
  for (const key of Object.keys(value)) {
    const item: unknown = Reflect.get(value, key)
    search.left -= 1 + (Array.isArray(value) ? 0 : key.length) + (typeof item === 'string' ? item.length : 0)
    if (search.left < 0 || search.found.length === mostFaults) return
    if (!isNested(item) && readScalar(item) !== wrong) continue
    const isAround = context.some(({ actual }) => actual === item)
    const tell = (expected: string) => search.found.push(misplaced(expected, key, item, context))
    if (!isNested(item)) tell(expectedOf(item))
    else if (isAround) tell('a value that does not contain itself')
    else if (depth + 1 === mostLevels) tell(`at most ${mostLevels} levels of nesting`)
    else findWrong(item, t.appendContext(context, key, t.unknown, item), depth + 1, search)
  }
}
