import type { Either } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../contracts/event.ts'
import type { Expression } from '../contracts/expression.ts'
import type { Fault } from '../contracts/failure.ts'
import { compile, type Watch } from './compile.ts'
import { leavesOf, type Leaf } from './explain/leaves.ts'
import { createOrigins } from './explain/origins.ts'
import type { Step } from './explain/step.ts'

/** What a mapping made of an event, and where each value of it came from. */
export interface Explained {
  /** The same that the mapping makes without an explanation. */
  readonly made: Either<readonly Fault[], unknown>
  /** In the order of the mapping. Those that are not missing make the whole value, each at its place. */
  readonly leaves: readonly Leaf[]
}

/** Explains one event. Total and pure, as the mapping is. */
export type Explain = (event: JsonObject) => Explained

/**
 * Compiles an expression so that it tells where each part of what it makes came from. Slower than the plain mapping: it
 * is for people, not for the live path.
 *
 * @example
 * createExplain(expression)({ userId: 'ada' }).leaves
 * // [{ place: 'customer.source_id', value: 'ada', reads: [{ path: '$.userId', value: 'ada' }], through: [] }]
 */
export const createExplain = (expression: Expression): Explain => {
  let steps: Step[] = []
  let origins = createOrigins()
  const watch: Watch = (part, _place, evaluate) => (scope) => {
    const around = steps
    const inside: Step[] = []
    steps = inside
    const value = evaluate(scope)
    steps = around
    const path = part._tag === 'Lookup' ? origins.follow(part.path, scope, value) : undefined
    steps.push({ expression: part, value, read: path === undefined ? undefined : { path, value }, steps: inside })
    return value
  }
  const make = compile(expression, watch)
  return (event) => {
    steps = []
    origins = createOrigins()
    const made = make(event)
    return { made, leaves: steps.flatMap((step) => leavesOf(step)) }
  }
}
