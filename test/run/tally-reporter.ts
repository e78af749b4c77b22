import { writeFileSync } from 'node:fs'
import Mocha from 'mocha'
import type { Tally } from './tally.ts'

const { EVENT_RUN_END, EVENT_TEST_PENDING } = Mocha.Runner.constants

/** Mocha's `spec`, which also writes what became of the tests to the file that the reporter option `tally` names. */
class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options)
    const file: unknown = options.reporterOptions?.tally
    const skipped: string[] = []
    runner.on(EVENT_TEST_PENDING, (test) => skipped.push(test.fullTitle()))
    runner.once(EVENT_RUN_END, () => {
      const tally: Tally = { passed: this.stats.passes, failed: this.stats.failures, skipped }
      if (typeof file === 'string') writeFileSync(file, JSON.stringify(tally))
    })
  }
}

// Mocha takes a reporter with `require`, which gives it this name's value.
export { TallyReporter as 'module.exports' }
