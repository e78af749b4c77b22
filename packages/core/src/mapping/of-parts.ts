import { isLeft, map } from 'fp-ts/lib/Either.js'
import type { Described } from '../contracts/described.ts'
import type { Expression } from '../contracts/expression.ts'
import type { Closed, Fields, Values } from '../settings/closed.ts'
import { required, validated, type Field } from '../settings/field.ts'
import { isDirective, isMembers } from './json.ts'
import { parts } from './parts.ts'

/** The parts of an argument, `of` among them. */
export type OfParts<F extends Fields> = Values<F & { readonly of: Field<Expression> }>

/**
 * The named parts of an argument of which `of` alone is required, and may stand for all: `'@hash': $.email` says
 * `'@hash': { of: $.email }`. So an object is the parts, unless it is a directive.
 */
export const ofParts = <const F extends Fields>(
  name: string,
  expression: Described<Expression>,
  options: F,
): Closed<OfParts<F>> => {
  const of = required(expression, { summary: 'The value.' })
  const all = parts<F & { readonly of: Field<Expression> }>(name, { of, ...options })
  const isParts = { type: 'object', propertyNames: { not: { pattern: '^@' } } }
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  const schema = { if: isParts, then: all.schema, else: expression.schema }
  const codec = validated<OfParts<F>>(name, schema, (u, context) => {
    if (isMembers(u) && !isDirective(u)) return all.validate(u, context)
    const value = expression.validate(u, context)
    if (isLeft(value)) return value
    return map((rest: OfParts<F>) => ({ ...rest, of: value.right }))(all.validate({ of: null }, context))
  })
  return Object.assign(codec, { fields: all.fields })
}
