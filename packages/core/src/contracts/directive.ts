import type { Compiler } from './compiler.ts'
import type { Described, Readable } from './described.ts'
import type { JsonObject } from './event.ts'
import type { Expression } from './expression.ts'
import type { Filter } from './filter.ts'
import type { Path } from './path.ts'
import type { Evaluate } from './scope.ts'

/** The codecs that arguments are built from. */
export interface Grammar {
  /** Any expression: a constant, a path, an object, a list, a directive. */
  readonly expression: Described<Expression>
  /** The text of a path, with or without `$.`. */
  readonly path: Described<Path>
  /** The text of a filter, as in a route's `when`. */
  readonly filter: Described<Filter>
  /**
   * The same for a part that a directive evaluates for each item of a list, or for a value that it made: `$.` starts
   * there, so its names are free. `$$.` starts at the event as everywhere.
   */
  readonly inItem: Grammar
}

/** A mapping with an event and what comes of it: the value, or the faults as they are shown. It is run as a test. */
export type Example = { readonly title: string; readonly mapping: unknown; readonly event: JsonObject } & (
  | { readonly gives: unknown }
  | { readonly fails: readonly string[] }
)

/**
 * A word of the mapping language: `{ '@name': argument }`.
 *
 * What it compiles to is total and pure: for every event it gives a value, or the missing value with a fault in the
 * scope. It throws nothing, mutates nothing of the event, and keeps nothing between calls.
 */
export interface Directive<Argument = unknown> {
  readonly kind: 'directive'
  /** With its `@`; then a small letter, then letters and digits. */
  readonly name: `@${string}`
  /** One sentence, or a few. */
  readonly summary: string
  argument(grammar: Grammar): Readable<Argument>
  /** Called once for each place in a mapping; what it returns is called for each event. */
  compile(argument: Argument, compiler: Compiler): Evaluate
  /** Shown in the reference, and run by tests. */
  readonly examples: readonly [Example, ...Example[]]
}
