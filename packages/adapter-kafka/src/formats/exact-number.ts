/** A whole number as mappings see it: a number up to 2^53, beyond it the text of its digits, since a number would be rounded. */
export const wholeShown = (n: bigint): number | string => {
  const number = Number(n)
  return Number.isSafeInteger(number) ? number : String(n)
}

/** A floating number as mappings see it. JSON has none that is not finite: those are texts, as in JSON of protobuf. */
export const floatShown = (n: number): number | string => (Number.isFinite(n) ? n : String(n))

/**
 * A number of 32 bits as mappings see it: the shortest that is the same in 32 bits. What was written as 12.34 is 12.34, and not
 * 12.34000015258789.
 */
export const floatShown32 = (n: number): number | string => {
  if (!Number.isFinite(n)) return String(n)
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(n.toPrecision(digits))
    if (Math.fround(short) === n) return short
  }
  return n
}

/** A decimal as mappings see it: a text with its scale, `12.50`. A scale below zero adds zeros. */
export const decimalShown = (unscaled: bigint, scale: number): string => {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale))
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** A whole number in two's complement, the highest byte first. */
export const signedOf = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
