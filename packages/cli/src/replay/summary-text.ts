import type { ReplayProgress } from '@vouchrelay/core'
import { linesText } from './lines-text.ts'

/** What became of the lines of a file, in a sum that adds up, and how it goes on. */
export const summaryText = ({ file, state, position, from, trouble }: ReplayProgress): string => {
  const { line } = position
  return [
    `${file}: ${linesText(position)}`,
    ...(from > 0 ? [`went on behind line ${from}`] : []),
    ...(trouble === undefined ? [] : [`it cannot be read behind line ${line}: ${trouble}`]),
    ...(state === 'finished' ? [] : [`paused: the same command goes on behind line ${line}`]),
  ].join('\n')
}
