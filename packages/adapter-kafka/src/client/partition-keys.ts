import type { Partition } from '../driver.ts'

/** A partition as a text, for maps and sets. A topic's name has no `:`. */
export const keyOf = ({ topic, partition }: Partition): string => `${topic}:${partition}`

/** What belongs to partitions, by topic, as most of Kafka's calls want it. */
export const byTopic = <P extends Partition>(
  partitions: readonly P[],
): readonly { readonly topic: string; readonly members: readonly P[] }[] =>
  [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, members]) => ({ topic, members }))

/** Those of `partitions` that are not among `others`. */
export const without = <P extends Partition>(partitions: readonly P[], others: readonly Partition[]): readonly P[] => {
  const keys = new Set(others.map(keyOf))
  return partitions.filter((partition) => !keys.has(keyOf(partition)))
}
