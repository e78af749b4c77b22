import { misplaced, validated } from '../settings/field.ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../contracts/described.ts'

/** Reads the value at a key of an object or list. */
export type ReadPart<A> = (value: unknown, key: string) => t.Validation<A>

/** Reads every part of an object or list; the faults of all are told. */
export const readParts = <A>(parts: object, read: ReadPart<A>): t.Validation<readonly (readonly [string, A])[]> => {
  const errors: t.ValidationError[] = []
  const values: (readonly [string, A])[] = []
  for (const [key, value] of Object.entries(parts)) {
    const result = read(value, key)
    if (isLeft(result)) errors.push(...result.left)
    else values.push([key, result.right])
  }
  return errors.length > 0 ? t.failures(errors) : t.success(values)
}

/** The fault of a key that would set a prototype; undefined for every other key. */
export const badKey = (key: string, value: unknown, context: t.Context): t.Validation<never> | undefined =>
  key === '__proto__' ? t.failures([misplaced('another name', key, value, context)]) : undefined

/** Text, a number that JSON has, true, false or null. */
export const isScalar = (u: unknown): u is string | number | boolean | null =>
  typeof u === 'string' || typeof u === 'boolean' || u === null || (typeof u === 'number' && Number.isFinite(u))

/** Any JSON value, copied and frozen, so that the events that share it cannot change it. */
export const Json: Described<unknown> = validated('a JSON value', {}, (u, context): t.Validation<unknown> => {
  if (isScalar(u)) return t.success(u)
  if (typeof u !== 'object' || u === null) return t.failure(u, context)
  const read = readParts(
    u,
    (value, key) => badKey(key, value, context) ?? Json.validate(value, within(context, key, value)),
  )
  if (isLeft(read)) return read
  const copy = Array.isArray(u) ? read.right.map(([, value]) => value) : Object.fromEntries(read.right)
  return t.success(Object.freeze(copy))
})

const within = (context: t.Context, key: string, value: unknown): t.Context =>
  t.appendContext(context, key, Json, value)

/** An object with members, as a mapping writes one: no list. */
export const isMembers = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

/** `{ '@name': argument }`. */
export const isDirective = (u: unknown): boolean => isMembers(u) && Object.keys(u).some((key) => key.startsWith('@'))
