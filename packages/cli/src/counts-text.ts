import type { Counts, SourceCounts } from '@vouchrelay/core'
import { withReasons } from './with-reasons.ts'

const sumText = ({ received, waiting, inFlight, delivered, skipped, buried }: SourceCounts): string =>
  [
    `received ${received} = ${delivered} delivered`,
    withReasons('skipped', skipped),
    withReasons('buried', buried),
    `${waiting + inFlight} kept for the next start`,
  ].join(' + ')

/** What became of the events of each source, a line each, in a sum that adds up. */
export const countsText = ({ sources }: Counts): string =>
  Object.entries(sources)
    .map(([name, counts]) => `${name}: ${sumText(counts)}`)
    .join('\n')
