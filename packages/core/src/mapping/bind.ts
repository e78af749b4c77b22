import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Readable, Schema } from '../contracts/described.ts'
import type { Directive, Grammar } from '../contracts/directive.ts'
import type { Call } from '../contracts/expression.ts'

/** A directive with its argument's codec in one grammar. */
export interface BoundDirective {
  readonly argument: Readable<unknown>
  readonly schema: Schema
  readonly read: t.Validate<unknown, Call>
}

/** Gives a directive the grammar that its argument is written in. */
export const bindDirective = (directive: Directive<unknown>, grammar: Grammar): BoundDirective => {
  const argument = directive.argument(grammar)
  return {
    argument,
    schema: argument.schema,
    read: (u, context) => {
      const read = argument.validate(u, context)
      if (isLeft(read)) return read
      const compile: Call['compile'] = (compiler) => directive.compile(read.right, compiler)
      return right({ _tag: 'Call', directive: directive.name, written: () => u, compile })
    },
  }
}
