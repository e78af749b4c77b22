import type { Compiler } from '../../contracts/compiler.ts'
import type { Expression } from '../../contracts/expression.ts'
import type { Scope } from '../../contracts/scope.ts'
import type { Reader } from './reader.ts'

/** Compiles a part that is read: missing and null are missing, and what the reader does not take is a failure. */
export const compileReader = <A>(
  { expected, read }: Reader<A>,
  part: Expression,
  { child, refusal }: Pick<Compiler, 'child' | 'refusal'>,
): ((scope: Scope) => A | undefined) => {
  const make = child(part)
  const refuse = refusal(expected, part)
  return (scope) => {
    const value = make(scope)
    if (value === undefined || value === null) return undefined
    return read(value) ?? refuse(scope, value)
  }
}
