import { describeFault, type KeptLetter } from '@vouchrelay/core'

/** Why a letter was buried, in a sentence: its first fault, else what its last attempt came to. */
export const whyBuried = ({ end }: Pick<KeptLetter, 'end'>): string => {
  const [fault] = end.faults
  if (fault !== undefined) return describeFault(fault)
  return end.attempts.at(-1)?.failure.message ?? ''
}
