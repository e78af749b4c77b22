/** Whether a number is finite and, where it is whole, has no more digits than a number keeps (2^53 - 1). */
export const isExact = (number: number): boolean =>
  Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))

/** What is expected where a number is not: it lost digits when it was parsed, and may have been another. */
export const exactNumber = 'a number up to 2^53 (a longer one as a text)'
