import { describeFault, type Fault } from '@vouchrelay/core'
import { plain } from '../plain.ts'

/** Faults as they stand below what they are about. */
export const faultLines = (faults: readonly Fault[]): readonly string[] =>
  faults.map((fault) => `    ${plain(describeFault(fault))}`)
