import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault, type Fault } from '../contracts/failure.ts'
import { faultsOf } from '../contracts/faults-of.ts'
import { directives } from './directives.ts'
import { mappingField } from './mapping-field.ts'
import type { Directive, Example } from '../contracts/directive.ts'

/** What came of an example. */
export type ExampleResult = { readonly gives: unknown } | { readonly fails: readonly string[] }

/** Runs an example as a relay would: its mapping is read and compiled, then given its event. */
export const runExample = (example: Example, known: readonly Directive[] = directives): ExampleResult => {
  const mapping = mappingField('open', known).decode(example.mapping)
  if (isLeft(mapping)) return failed(faultsOf(mapping.left))
  const made = mapping.right.apply(example.event)
  return isLeft(made) ? failed(made.left) : { gives: made.right }
}

/** What an example says will come of it. */
export const promised = (example: Example): ExampleResult =>
  'fails' in example ? { fails: example.fails } : { gives: example.gives }

const failed = (faults: readonly Fault[]): ExampleResult => ({ fails: faults.map(describeFault) })
