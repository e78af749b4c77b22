import type { ReplayProgress } from '@vouchrelay/core'
import { withReasons } from '../with-reasons.ts'

/** What became of the lines before a position, in a sum that adds up. */
export const linesText = ({ line, blank, delivered, skipped, buried }: ReplayProgress['position']): string => {
  const parts = [
    `${delivered} delivered`,
    withReasons('skipped', skipped),
    withReasons('buried', buried),
    `${blank} blank`,
  ]
  return `${line === 1 ? '1 line' : `${line} lines`} = ${parts.join(' + ')}`
}
