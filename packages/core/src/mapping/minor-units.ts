/** What becomes of more decimals than there is room for: they are rounded, a half away from zero. */
export type Rounding = 'half-up'

/**
 * How many minor units an amount is: 9995 for `99.95` with two digits. It moves the point in the decimal text and never
 * multiplies, so it is exact. Undefined for a text that writes no number, for more decimals than digits unless they are
 * rounded, and for more units than a number keeps.
 */
export const minorUnits = (amount: string, digits: number, rounding?: Rounding): number | undefined => {
  const [, sign, whole = '', fraction = '', exponent = '0'] = decimal.exec(amount.trim()) ?? []
  if (sign === undefined) return undefined
  const significant = (whole + fraction).replace(/^0+/, '')
  if (significant === '') return 0
  // So many of the significant digits come before the point once it has moved; below zero, zeros come between.
  const point = significant.length - fraction.length + Number(exponent) + digits
  if (point > mostDigits) return undefined
  const rest = point < 0 ? `0${significant}` : significant.slice(point)
  if (rounding === undefined && /[1-9]/.test(rest)) return undefined
  const kept = Number(significant.slice(0, Math.max(point, 0)).padEnd(point, '0'))
  const units = rounding !== undefined && rest >= '5' ? kept + 1 : kept
  if (!Number.isSafeInteger(units)) return undefined
  return sign === '-' && units > 0 ? -units : units
}

const decimal = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** Of 2^53 - 1, up to which every whole number is kept. */
const mostDigits = 16
