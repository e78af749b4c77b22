import type { JsonObject } from './event.ts'
import type { Fault } from './failure.ts'

/** What a compiled expression sees while it makes a value. */
export interface Scope {
  /** The event: what `$$.` starts from. Never mutated. */
  readonly root: JsonObject
  /** What `$.` starts from: the event, or an item of a list that a directive goes through. */
  readonly item: unknown
  /** A value that cannot be made adds what is wrong, and is undefined. */
  readonly faults: Fault[]
  /** What is left of the work that one event is worth; `Compiler.spend` takes from it. */
  readonly budget: { left: number }
}

/**
 * A compiled expression. Undefined is a missing value, which is left out of the body; null is a value. It never throws,
 * keeps nothing between calls, and mutates nothing but `faults` and `budget`.
 */
export type Evaluate = (scope: Scope) => unknown
