import { sumOf } from '@vouchrelay/core'

/** `3 skipped (2 duplicate, 1 no route)`. */
export const withReasons = (name: string, reasons: Readonly<Partial<Record<string, number>>>): string => {
  const parts = Object.entries(reasons).map(([reason, n]) => `${n} ${reason}`)
  return `${sumOf(reasons)} ${name}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`
}
