/** A value that is compared. `at` is where it stands in the filter's text, counted from 0. */
export type Operand =
  | { readonly _tag: 'Field'; readonly keys: readonly string[]; readonly at: number }
  | { readonly _tag: 'Constant'; readonly value: string | number | boolean | null; readonly at: number }

/** Two values and the operator between them. */
export interface Comparison {
  readonly _tag: 'Comparison'
  readonly operator: string
  readonly left: Operand
  readonly right: Operand
}

/** What a filter says, once read. `and` and `or` have two or more terms. */
export type Condition =
  | Comparison
  | { readonly _tag: 'And'; readonly terms: readonly Condition[] }
  | { readonly _tag: 'Or'; readonly terms: readonly Condition[] }
