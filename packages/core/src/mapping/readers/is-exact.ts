/** Whether a number is finite and, where it is whole, has no more digits than a number keeps (2^53 - 1). */
export const isExact = (number: number): boolean =>
  Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
