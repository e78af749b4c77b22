import { describeFault, type Fault } from '@vouchrelay/core'

/** Faults as they stand below what they are about. */
export const faultLines = (faults: readonly Fault[]): readonly string[] =>
  faults.map((fault) => `    ${describeFault(fault)}`)
