import { sumOf, type Counts, type SourceCounts } from '@vouchrelay/core'

const withReasons = (name: string, reasons: Readonly<Partial<Record<string, number>>>): string => {
  const parts = Object.entries(reasons).map(([reason, n]) => `${n} ${reason}`)
  return `${sumOf(reasons)} ${name}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`
}

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
