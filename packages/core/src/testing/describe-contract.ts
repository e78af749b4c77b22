import type { Directive } from '../contracts/directive.ts'
import type { ContractCase } from './contract-case.ts'
import { destinationCases } from './destination/destination-cases.ts'
import type { DestinationHarness } from './destination/destination-harness.ts'
import { directiveCases } from './directive/directive-cases.ts'
import { sourceCases } from './source/source-cases.ts'
import type { SourceHarness } from './source/source-harness.ts'

/**
 * Declares tests. Mocha, Vitest and Jest have both functions under these names, `node:test` exports them.
 *
 * Nothing here depends on a runner or on an assertion library: whoever tests a plugin has chosen theirs, and a package
 * that is installed to run a relay should bring neither. A case rejects with an error of `node:assert`, which every
 * runner shows with both values.
 */
export interface Runner {
  readonly describe: (title: string, body: () => void) => unknown
  readonly it: (title: string, run: () => Promise<void>) => unknown
}

const isRunner = (u: object): u is Runner =>
  'describe' in u && 'it' in u && typeof u.describe === 'function' && typeof u.it === 'function'

const globalRunner = (): Runner => {
  const global: object = globalThis
  if (isRunner(global)) return global
  throw new Error('expected the functions describe and it of a test runner, found none: run this file with one')
}

const declare = (title: string, cases: readonly ContractCase[], { describe, it }: Runner): void => {
  describe(title, () => {
    for (const { title, run } of cases) it(title, run)
  })
}

/** Declares the tests of a source. Some take a second or two: leave a test ten. */
export const describeSource = (harness: SourceHarness, runner = globalRunner()): void =>
  declare(`the source ${harness.plugin.name} keeps the contract: it`, sourceCases(harness), runner)

/** Declares the tests of a destination. */
export const describeDestination = <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
  runner = globalRunner(),
): void => declare(`the destination ${harness.plugin.name} keeps the contract: it`, destinationCases(harness), runner)

/** Declares the tests of a directive, its examples among them. */
export const describeDirective = (directive: Directive, runner = globalRunner()): void =>
  declare(`the directive ${directive.name} keeps the contract: it`, directiveCases(directive), runner)
