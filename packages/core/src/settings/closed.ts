import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import { Secret } from '../contracts/secret.ts'
import { choiceSchema } from './choice-schema.ts'
import { misplaced, validated, type Field } from './field.ts'
import { fieldsSchema, type Nulls } from './fields-schema.ts'
import { oneOfNames } from './nearest.ts'
import type { Described, Readable } from '../contracts/described.ts'

/** Settings by name. */
export type Fields = Readonly<Record<string, Field<unknown>>>

/** The values of fields. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer A> ? A : never }

/** A codec of an object whose every key is known, and what is known of each. */
export interface Closed<A> extends Described<A> {
  readonly fields: Fields
}

/** A fault of a setting tells its unit; one at or below a secret setting shows nothing of it. */
const told = (error: t.ValidationError, { codec, unit, secret }: Field<unknown>, depth: number): t.ValidationError => {
  const isOwn = error.message === undefined && error.context.length === depth
  const clear = isOwn && unit !== undefined ? { ...error, message: `${codec.name} (${unit})` } : error
  return secret === true && clear.value !== undefined ? { ...clear, value: new Secret('hidden') } : clear
}

/**
 * An object in which each key is a known setting. All faults are told at once: unknown keys, missing ones, wrong values.
 * `name` is a noun phrase: `the settings of a listener`. A null counts as not given, unless `nulls` says that it is a value.
 */
export const closed = <const F extends Fields>(
  name: string,
  fields: F,
  { nulls = 'absent' }: { readonly nulls?: Nulls } = {},
): Closed<Values<F>> => {
  const known = Object.keys(fields)
  const validate: t.Validate<unknown, Values<F>> = (u, context) => {
    if (typeof u !== 'object' || u === null || Array.isArray(u)) return t.failure(u, context)
    const given = new Map<string, unknown>(Object.entries(u))
    const errors: t.ValidationError[] = [...given.keys()]
      .filter((key) => !Object.hasOwn(fields, key))
      .map((key) => misplaced(oneOfNames(known, key), key, key, context))
    const values: Record<string, unknown> = {}
    for (const [key, field] of Object.entries(fields)) {
      const value = given.get(key) === null && nulls === 'values' ? null : (given.get(key) ?? field.fallback)
      if (value === undefined && field.presence === 'optional') continue
      const result = field.codec.validate(value, t.appendContext(context, key, field.codec, value))
      if (isLeft(result)) errors.push(...result.left.map((error) => told(error, field, context.length + 1)))
      else values[key] = result.right
    }
    // Every field was read by its own codec: the object is what `Values` says.
    return errors.length > 0 ? t.failures(errors) : t.success(values as Values<F>)
  }
  return Object.assign(validated(name, fieldsSchema(fields, nulls), validate), { fields })
}

/** A field's codec where only its key tells which: `dispatch('side', { server, client }, 'server')`. */
export const dispatch = <A>(
  name: string,
  key: string,
  branches: Readonly<Record<string, Readable<A>>>,
  otherwise?: string,
): Described<A> => {
  const choices = Object.keys(branches)
  const schemas = Object.fromEntries(Object.entries(branches).map(([choice, { schema }]) => [choice, schema]))
  return validated(name, choiceSchema(key, schemas, otherwise), (u, context) => {
    if (typeof u !== 'object' || u === null || Array.isArray(u)) return t.failure(u, context)
    const choice = new Map<string, unknown>(Object.entries(u)).get(key) ?? otherwise
    const branch = typeof choice === 'string' && Object.hasOwn(branches, choice) ? branches[choice] : undefined
    if (branch !== undefined) return branch.validate(u, context)
    return t.failures([misplaced(oneOfNames(choices, choice), key, choice, context)])
  })
}

/** Settings that must also agree with each other: `demand` says what is expected of them, undefined where they do. */
export const checked = <A>(codec: Closed<A>, demand: (value: A) => string | undefined): Closed<A> => {
  const validate: t.Validate<unknown, A> = (u, context) => {
    const read = codec.validate(u, context)
    if (isLeft(read)) return read
    const expected = demand(read.right)
    return expected === undefined ? read : t.failure(u, context, expected)
  }
  return Object.assign(validated(codec.name, codec.schema, validate), { fields: codec.fields })
}
