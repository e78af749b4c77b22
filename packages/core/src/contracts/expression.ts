import type { Compiler } from './compiler.ts'
import type { Path } from './path.ts'
import type { Evaluate } from './scope.ts'

/** A value that does not depend on the event; frozen, so events can share it. */
export interface Constant {
  readonly _tag: 'Constant'
  readonly value: unknown
}

/** A value of the event: `$.properties.total`. */
export interface Lookup {
  readonly _tag: 'Lookup'
  readonly path: Path
}

/** An object made of expressions. */
export interface Fields {
  readonly _tag: 'Fields'
  readonly fields: readonly (readonly [key: string, value: Expression])[]
}

/** A list made of expressions. */
export interface Items {
  readonly _tag: 'Items'
  readonly items: readonly Expression[]
}

/** A directive with its argument, which `compile` keeps. */
export interface Call {
  readonly _tag: 'Call'
  readonly directive: string
  /** The argument as it was written, for whoever prints a mapping. It may hold a secret: no log and no JSON shows a function. */
  readonly written: () => unknown
  readonly compile: (compiler: Compiler) => Evaluate
}

/** What a mapping says, once read: how one value is made. */
export type Expression = Constant | Lookup | Fields | Items | Call
