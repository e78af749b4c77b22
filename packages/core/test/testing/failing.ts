import type { ContractCase } from '../../src/testing/contract-case.ts'

/** The titles of the cases that fail, in their order. Runs all at once: each has a world of its own. */
export const failing = async (cases: readonly ContractCase[]): Promise<readonly string[]> => {
  const ends = await Promise.allSettled(cases.map(({ run }) => run()))
  return cases.flatMap(({ title }, i) => (ends[i]?.status === 'rejected' ? [title] : []))
}
