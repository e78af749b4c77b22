import * as t from 'io-ts'
import type { Described, Schema } from '../../contracts/described.ts'

/** What `read` answers for a value that will not do. A symbol, since `undefined` means: says nothing, leave it out. */
export const wrong: unique symbol = Symbol('wrong')

/**
 * A codec of one value of a body, in two gears: `read` decides fast and without reasons, for the bodies that are right;
 * `validate` finds every fault, for the few that are not. Both always agree on which are which.
 */
export interface Attribute<A> extends Described<A> {
  /** Never `null`, and never a `null` inside. `undefined` where the value says nothing and its attribute is left out. */
  readonly read: (value: unknown) => A | typeof wrong
}

/** An attribute of whatever type, where it is only to be read. */
export interface AnyAttribute extends t.Decoder<unknown, unknown> {
  readonly schema: Schema
  readonly read: (value: unknown) => unknown
  /** What an object of attributes has. */
  readonly known?: Readonly<Record<string, AnyAttribute>>
}

/** An attribute from its reader; `faults` gives the reasons once the reader has said `wrong`. */
export const attribute = <A>(
  name: string,
  schema: Schema,
  read: Attribute<A>['read'],
  faults: (value: unknown, context: t.Context) => t.Errors = (value, context) => [{ value, context }],
): Attribute<A> => {
  const codec = new t.Type<A, unknown, unknown>(
    name,
    (u): u is A => read(u) !== wrong,
    (u, context) => {
      const value = read(u)
      return value === wrong ? t.failures([...faults(u, context)]) : t.success(value)
    },
    t.identity,
  )
  const decodeWithReasons = codec.decode
  const decode = (u: unknown): t.Validation<A> => {
    const value = read(u)
    return value === wrong ? decodeWithReasons(u) : t.success(value)
  }
  return Object.assign(codec, { schema, read, decode })
}
