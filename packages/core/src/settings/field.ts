import * as t from 'io-ts'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import type { Described, Readable, Schema } from '../contracts/described.ts'

/** What a user must know of one setting. `unit` belongs to numbers; `secret` values are never shown. */
export interface FieldNotes {
  readonly summary: string
  readonly unit?: string
  readonly secret?: boolean
  readonly example?: unknown
}

/** One setting: its codec, its notes, and what holds where the file says nothing. */
export interface Field<A> extends FieldNotes {
  readonly codec: Readable<A>
  readonly presence: 'required' | 'optional' | 'defaulted'
  /** Decoded like any value of the file. Only where `presence` is `defaulted`. */
  readonly fallback?: unknown
}

export const required = <A>(codec: Readable<A>, notes: FieldNotes): Field<A> => ({
  codec,
  presence: 'required',
  ...notes,
})

export const optional = <A>(codec: Readable<A>, notes: FieldNotes): Field<A | undefined> => ({
  codec,
  presence: 'optional',
  ...notes,
})

export const defaulted = <A>(codec: Readable<A>, fallback: unknown, notes: FieldNotes): Field<A> => ({
  codec,
  presence: 'defaulted',
  fallback,
  ...notes,
})

/** A codec from a name, a schema and a validation. What it decodes is taken as it is: settings are never encoded. */
export const validated = <A>(name: string, schema: Schema, validate: t.Validate<unknown, A>): Described<A> => {
  const is = (u: unknown): u is A => isRight(validate(u, []))
  return Object.assign(new t.Type<A, unknown, unknown>(name, is, validate, t.identity), { schema })
}

/** The fault of a member that may not be where it is, or may not be what it is, whatever a codec would say of it. */
export const misplaced = (expected: string, key: string, value: unknown, context: t.Context): t.ValidationError => ({
  value,
  context: t.appendContext(context, key, validated(expected, {}, t.failure), value),
})

/**
 * A codec from a name, a schema and a reader, which gives undefined for what it does not take.
 *
 * @example
 * const Port = described('a port from 0 to 65535', { type: 'integer', minimum: 0, maximum: 65535 }, (u) => ...)
 */
export const described = <A>(name: string, schema: Schema, read: (u: unknown) => A | undefined): Described<A> =>
  validated(name, schema, (u, context) => {
    const value = read(u)
    return value === undefined ? t.failure(u, context) : t.success(value)
  })

/** A list; every element is read and every fault is told. */
export const listOf = <A>(element: Readable<A>, name = `a list of: ${element.name}`): Described<readonly A[]> =>
  validated(name, { type: 'array', items: element.schema }, (u, context) => {
    if (!Array.isArray(u)) return t.failure(u, context)
    const read = u.map((item, i) => element.validate(item, t.appendContext(context, String(i), element, item)))
    const errors = read.flatMap((result) => (isLeft(result) ? result.left : []))
    return errors.length > 0
      ? t.failures(errors)
      : t.success(read.flatMap((result) => (isLeft(result) ? [] : [result.right])))
  })

/** A list that is not empty. */
export const oneOrMore = <A>(
  element: Readable<A>,
  name = `a list of one or more: ${element.name}`,
): Described<readonly A[]> => {
  const list = listOf(element, name)
  return validated(name, { ...list.schema, minItems: 1 }, (u, context) =>
    Array.isArray(u) && u.length === 0 ? t.failure(u, context) : list.validate(u, context),
  )
}
