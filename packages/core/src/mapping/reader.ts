import * as t from 'io-ts'
import type { Described, Schema } from '../settings/field.ts'

/**
 * A codec that reads one thing into another: text into a path, YAML into an expression. Unlike `described` it may say in
 * an error's message what exactly was expected. What it makes is known by having been read: its `is` takes nothing.
 */
export const reader = <A>(name: string, schema: Schema, validate: t.Validate<unknown, A>): Described<A> =>
  Object.assign(new t.Type<A, unknown, unknown>(name, (_u): _u is A => false, validate, t.identity), { schema })

/** The fault of a member that may not be where it is, whatever its value. */
export const misplaced = (expected: string, key: string, value: unknown, context: t.Context): t.ValidationError => ({
  value,
  context: [...context, { key, type: reader(expected, {}, t.failure), actual: value }],
})
