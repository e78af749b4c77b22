import type { Driver, Fetched, Gone, Position, TopicRecord } from '../../src/driver.ts'

export const limits = { waitMs: 500, partitionBytes: 1024 * 1024 }

export const never = new AbortController().signal

/** What lies in a partition from an offset to its end, and how it was read. */
export interface Read {
  readonly records: readonly TopicRecord[]
  readonly next: bigint
  /** How many fetches gave something. */
  readonly batches: number
  readonly gone: readonly Gone[]
}

/** What a fetch of one position gave, but for what only tells where the partition ends: drivers may tell that or not. */
export const newsOf = ({ batches, gone }: Fetched, { offset }: Position): Fetched => ({
  batches: batches.filter(({ records, next }) => records.length > 0 || next !== offset),
  gone,
})

/** Reads on until the end of the partition, or until something is gone. */
export const readAll = async (
  driver: Driver,
  from: Position,
  partitionBytes = limits.partitionBytes,
): Promise<Read> => {
  const { topic, partition } = from
  const [end] = await driver.find('latest', [from])
  const records: TopicRecord[] = []
  let next = from.offset
  let batches = 0
  while (next < (end?.offset ?? 0n)) {
    const fetched = await driver.fetch([{ topic, partition, offset: next }], { ...limits, partitionBytes }, never)
    if (fetched.gone.length > 0) return { records, next, batches, gone: fetched.gone }
    for (const batch of fetched.batches) {
      records.push(...batch.records)
      next = batch.next
      batches += 1
    }
  }
  return { records, next, batches, gone: [] }
}
