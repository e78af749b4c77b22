import { isLeft, right } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { JsonObject } from '../contracts/event.ts'
import type { Described, Schema } from '../settings/field.ts'
import type { Compiler } from './compiler.ts'
import type { Call, Expression } from './expression.ts'
import type { Path } from './path.ts'
import type { Evaluate } from './scope.ts'

/** The codecs that arguments are built from. */
export interface Grammar {
  /** Any expression: a constant, a path, an object, a list, a directive. */
  readonly expression: Described<Expression>
  /** The text of a path, with or without `$.`. */
  readonly path: Described<Path>
  /** The same for a part that a directive evaluates for each item of a list. */
  readonly inItem: Grammar
}

/** A mapping with an event and what comes of it: the value, or the faults as they are shown. It is run as a test. */
export type Example = { readonly title: string; readonly mapping: unknown; readonly event: JsonObject } & (
  | { readonly gives: unknown }
  | { readonly fails: readonly string[] }
)

/** What a directive's author writes. */
export interface DirectiveDefinition<Argument> {
  /** With its `@`. */
  readonly name: `@${string}`
  /** One sentence. */
  readonly summary: string
  readonly argument: (grammar: Grammar) => Described<Argument>
  /** Called once for each place in a mapping; what it returns is called for each event. */
  readonly compile: (argument: Argument, compiler: Compiler) => Evaluate
  readonly examples: readonly [Example, ...Example[]]
}

/** A directive with its argument's codec in one grammar. */
export interface BoundDirective {
  readonly argument: t.Decoder<unknown, unknown>
  readonly schema: Schema
  readonly read: t.Validate<unknown, Call>
}

/** A word of the mapping language: `{ '@name': argument }`. */
export interface Directive {
  readonly name: `@${string}`
  readonly summary: string
  readonly examples: readonly Example[]
  readonly bind: (grammar: Grammar) => BoundDirective
}

/**
 * Makes a directive from its definition.
 *
 * @example
 * defineDirective({
 *   name: '@coalesce',
 *   summary: 'The first of several values that is there.',
 *   argument: ({ expression }) => listOf(expression),
 *   compile: (parts, { child }) => …,
 *   examples: [{ title: 'The first is missing', mapping: …, event: …, gives: … }],
 * })
 */
export const defineDirective = <Argument>(definition: DirectiveDefinition<Argument>): Directive => {
  const { name, summary, examples, compile } = definition
  return {
    name,
    summary,
    examples,
    bind: (grammar) => {
      const argument = definition.argument(grammar)
      return {
        argument,
        schema: argument.schema,
        read: (u, context) => {
          const read = argument.validate(u, context)
          if (isLeft(read)) return read
          return right({ _tag: 'Call', directive: name, compile: (compiler) => compile(read.right, compiler) })
        },
      }
    },
  }
}
