import type { Expression } from './expression.ts'
import type { Evaluate, Scope } from './scope.ts'

/** Adds to a scope's faults that a value cannot be used, and gives the missing value. */
export type Refuse = (scope: Scope, found: unknown) => undefined

/**
 * What a directive compiles its parts with. Whatever it reads of the event it reads through `child`: so it is known
 * which paths a mapping reads and where each value came from.
 */
export interface Compiler {
  /** The path in the body of the value being made; inside a list it starts at the item. */
  readonly place: string
  /** Compiles a part of the argument. */
  readonly child: (expression: Expression) => Evaluate
  /**
   * What to call where the value of a part is not what the directive can use. `expected` is a noun phrase; the fault
   * also says from which paths of the event the part is made.
   */
  readonly refusal: (expected: string, part: Expression) => Refuse
  /**
   * Takes from the work that one event is worth: a unit for each item or member that the directive visits and each
   * character it writes, before it does. False, and a fault, where that was too much: give the missing value at once.
   */
  readonly spend: (scope: Scope, units: number) => boolean
  /** For a directive that goes through a list: its parts see an item as `$.`, and their places start there. */
  readonly inItem: Compiler
}
