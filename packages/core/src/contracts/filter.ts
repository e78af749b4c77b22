import type { Compiler } from './compiler.ts'
import type { Scope } from './scope.ts'

/** A filter in a directive's argument, once read: `properties.total > 100`. Its fields start at what `$.` starts at. */
export interface Filter {
  /**
   * Makes the question whether it holds. What it asks of is read through the compiler's `child`, like all that a
   * directive reads. The question is total and pure: it has no faults.
   */
  readonly compile: (compiler: Pick<Compiler, 'child'>) => (scope: Scope) => boolean
}
