import type { ReplayProgress } from '@vouchrelay/core'
import { withReasons } from '../with-reasons.ts'

/** What became of the lines of a file, in a sum that adds up, and how it goes on. */
export const summaryText = ({ file, state, position, from, trouble }: ReplayProgress): string => {
  const { line, blank, delivered, skipped, buried } = position
  const parts = [
    `${delivered} delivered`,
    withReasons('skipped', skipped),
    withReasons('buried', buried),
    `${blank} blank`,
  ]
  return [
    `${file}: ${line} lines = ${parts.join(' + ')}`,
    ...(from > 0 ? [`went on behind line ${from}`] : []),
    ...(trouble === undefined ? [] : [`it cannot be read behind line ${line}: ${trouble}`]),
    ...(state === 'finished' ? [] : [`paused: the same command goes on behind line ${line}`]),
  ].join('\n')
}
