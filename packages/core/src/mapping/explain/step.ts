import type { Expression } from '../../contracts/expression.ts'

/** A value of the event that a mapping read. */
export interface Read {
  /** As a mapping writes it. In a directive that goes through a list it is the item's whole path: `$.items[0].sku`. */
  readonly path: string
  /** Undefined where it leads nowhere. */
  readonly value: unknown
}

/** One evaluation of an expression, with those of its parts, in their order. */
export interface Step {
  readonly expression: Expression
  readonly value: unknown
  /** What a `Lookup` read of the event; undefined where it read what a directive made. */
  readonly read: Read | undefined
  readonly steps: readonly Step[]
}

/** All that a step and its parts read, in order. */
export const readsOf = ({ read, steps }: Step): readonly Read[] =>
  read === undefined ? steps.flatMap(readsOf) : [read]

/** The directives in a step, the innermost first. */
export const directivesOf = ({ expression, steps }: Step): readonly string[] => [
  ...steps.flatMap(directivesOf),
  ...(expression._tag === 'Call' ? [expression.directive] : []),
]

/** Whether a step read something of which it is not known where in the event it was. */
export const isRootless = ({ expression, read, steps }: Step): boolean =>
  (expression._tag === 'Lookup' && read === undefined) || steps.some(isRootless)
