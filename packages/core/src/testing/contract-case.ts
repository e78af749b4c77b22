/**
 * One promise of a contract, and a way to find out whether it is kept. The suites are made of these, so that they can
 * be run without any test runner too.
 */
export interface ContractCase {
  /** What holds, as a fact. */
  readonly title: string
  /** Rejects where it does not hold. Needs nothing of the other cases, and leaves nothing behind. */
  readonly run: () => Promise<void>
}
