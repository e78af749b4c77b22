/** What became of the tests of one run. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  /** Full titles; a skipped test's title says why. */
  readonly skipped: readonly string[]
}

/** `12 passed, 0 failed, 1 skipped`. */
export const closingLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped.length} skipped`

/**
 * The tally of a run that ended with an exit status. No tally, or a bad end that no test owns up to (a crash between
 * tests, a report that could not be written), counts as one failure.
 */
export const judge = (tally: Tally | undefined, status: number): Tally => {
  if (tally === undefined) return { passed: 0, failed: 1, skipped: [] }
  return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}
