import type { SendFailure } from '../contracts/failure.ts'

/** The failure of a call that changes nothing: where nobody knows whether it was processed, nobody needs to. */
export const withoutEffect = (failure: SendFailure): SendFailure => {
  if (failure.fate !== 'in-doubt') return failure
  const { doubt: _, ...others } = failure
  return { ...others, fate: 'unavailable' }
}
