/** A value that a filter writes down; a list of them is one, too. */
export type Scalar = string | number | boolean | null

/** Something with a value. `at` is where it stands in the filter's text, counted from 0. */
export type Operand =
  | { readonly _tag: 'Field'; readonly keys: readonly string[]; readonly at: number }
  | { readonly _tag: 'Constant'; readonly value: Scalar | readonly Scalar[]; readonly at: number }
  | { readonly _tag: 'Call'; readonly name: string; readonly operands: readonly Operand[]; readonly at: number }

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
  /** A value alone: it holds where the value is true. */
  | { readonly _tag: 'Alone'; readonly operand: Operand }
  | { readonly _tag: 'Not'; readonly term: Condition }
  | { readonly _tag: 'And'; readonly terms: readonly Condition[] }
  | { readonly _tag: 'Or'; readonly terms: readonly Condition[] }
