import { unaccounted, type Counts } from '../counts.ts'

/** What does not add up, a sentence for each source or route: none, or something is wrong with the relay itself. */
export const imbalancesOf = ({ sources, routes }: Counts): readonly string[] => [
  ...Object.entries(sources).flatMap(([name, counts]) => sentences(`source ${name}`, 'event', unaccounted(counts))),
  ...Object.entries(routes).flatMap(([name, counts]) => sentences(`route ${name}`, 'shipment', unaccounted(counts))),
]

const sentences = (where: string, what: string, missing: number): readonly string[] => {
  if (missing === 0) return []
  const count = Math.abs(missing)
  const things = count === 1 ? `1 ${what} is` : `${count} ${what}s are`
  return [`${where}: ${things} ${missing > 0 ? 'in no state at all' : 'counted without having been received'}`]
}
