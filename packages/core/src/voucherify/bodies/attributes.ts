import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import { misplaced } from '../../settings/field.ts'
import { oneOfNames } from '../../settings/nearest.ts'
import { attribute, wrong, type AnyAttribute, type Attribute } from './attribute.ts'

/** The attributes of an object, by the names the API gives them. */
export interface Attributes {
  readonly required: Readonly<Record<string, AnyAttribute>>
  readonly optional: Readonly<Record<string, AnyAttribute>>
}

/** The object that attributes describe. */
export type Body<S extends Attributes> = {
  readonly [K in keyof S['required']]: ValueOf<S['required'][K]>
} & {
  readonly [K in keyof S['optional']]?: Exclude<ValueOf<S['optional'][K]>, undefined>
}

type ValueOf<C> = C extends t.Decoder<unknown, infer A> ? A : never

/** A codec of an object of attributes; `known` are all of them. */
export interface ObjectOf<A> extends Attribute<A> {
  readonly known: Readonly<Record<string, AnyAttribute>>
}

/**
 * A JSON object in which each key is a known attribute. An attribute that is `null`, absent, or says nothing is left out of the
 * result, or is a fault where it is required; an object that has none is passed on itself. An unknown key is a fault that names the known ones. All faults are told at once.
 *
 * @example
 * const Loyalty = attributes('a loyalty object', { required: { code: Text }, optional: {} })
 * Loyalty.decode({ code: 'L-1' }) // right({ code: 'L-1' })
 */
export const attributes = <const S extends Attributes>(name: string, spec: S): ObjectOf<Body<S>> => {
  // Without a prototype, so that `constructor` and `__proto__` are as unknown as any other name.
  const known: Record<string, AnyAttribute> = Object.assign(Object.create(null), spec.required, spec.optional)
  const needed = Object.keys(spec.required)

  const read = (u: unknown): Body<S> | typeof wrong => {
    if (!isObject(u)) return wrong
    let changed: Map<string, unknown> | undefined
    for (const key of Object.keys(u)) {
      const codec = known[key]
      if (codec === undefined) return wrong
      const given = u[key]
      const value = given === null || given === undefined ? undefined : codec.read(given)
      if (value === wrong) return wrong
      if (value === given && value !== undefined) continue
      changed ??= new Map(Object.entries(u))
      if (value === undefined) changed.delete(key)
      else changed.set(key, value)
    }
    const body = changed === undefined ? u : Object.fromEntries(changed)
    for (const key of needed) if (body[key] === undefined || !Object.hasOwn(body, key)) return wrong
    // Every key was read by its own codec and no required one is missing: the object is what `Body` says.
    return body as Body<S>
  }

  const faults = (u: unknown, context: t.Context): t.Errors => {
    if (!isObject(u)) return [{ value: u, context }]
    const strangers = Object.keys(u).filter((key) => known[key] === undefined)
    return [
      ...strangers.map((key) => misplaced(oneOfNames(Object.keys(known), key), key, key, context)),
      ...Object.entries(known).flatMap(([key, codec]) => {
        const value = Object.hasOwn(u, key) ? u[key] : undefined
        if ((value === null || value === undefined) && !needed.includes(key)) return []
        const inside = t.appendContext(context, key, codec, value)
        const result = codec.validate(value, inside)
        return isLeft(result) ? result.left : []
      }),
    ]
  }

  const schema = {
    type: 'object',
    additionalProperties: false,
    required: needed,
    properties: Object.fromEntries(Object.entries(known).map(([key, codec]) => [key, codec.schema])),
  }
  return Object.assign(attribute<Body<S>>(name, schema, read, faults), { known })
}

/** The same object, left out of its parent when every attribute in it is `null` or absent: `{}` says nothing. */
export const unlessEmpty = <A>(codec: ObjectOf<A>): ObjectOf<A | undefined> => {
  const read = (u: unknown): A | undefined | typeof wrong =>
    isObject(u) && Object.keys(u).every((key) => u[key] == null && codec.known[key] !== undefined)
      ? undefined
      : codec.read(u)
  const faults = (u: unknown, context: t.Context): t.Errors => {
    const result = codec.validate(u, context)
    return isLeft(result) ? result.left : []
  }
  return Object.assign(attribute<A | undefined>(codec.name, codec.schema, read, faults), { known: codec.known })
}

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)
