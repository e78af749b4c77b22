import type { fetchV17, KafkaRecord, RecordsBatch } from '@platformatic/kafka'
import type { Batch, TopicRecord } from '../driver.ts'

export type PartitionAnswer = fetchV17.FetchResponsePartition

/** Bits of a batch's attributes. Source: kafka.apache.org, *Record Batch*. */
const setByBroker = 1 << 3
const ofTransaction = 1 << 4
const ofControl = 1 << 5

/** In a control record's key: after two bytes of version. */
const controlTypeAt = 2
const abort = 0

/**
 * What a partition's answer holds from a position on: its records without those of transactions that were aborted, copied out
 * of the answer, and where to read on. The library's own filter lets records of aborted transactions pass.
 */
export const readBatches = (answer: PartitionAnswer, from: bigint): Omit<Batch, 'topic'> => {
  const records: TopicRecord[] = []
  const isAborted = abortedAmong(answer)
  let next = from
  for (const batch of answer.records ?? []) {
    const skipped = isAborted(batch) || (batch.attributes & ofControl) !== 0
    for (const record of skipped ? [] : batch.records) {
      const offset = batch.firstOffset + BigInt(record.offsetDelta)
      // A batch is given whole, also where the position lies within it.
      if (offset >= from) records.push(recordOf(record, offset, batch))
    }
    // Compaction and control records leave offsets without a record: only the batch knows where it ends.
    const end = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n
    if (end > next) next = end
  }
  return { partition: answer.partitionIndex, records, next, end: answer.lastStableOffset }
}

/** To be asked of the batches in their order. */
const abortedAmong = (answer: PartitionAnswer): ((batch: RecordsBatch) => boolean) => {
  const transactions = (answer.abortedTransactions ?? []).toSorted((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1))
  const producers = new Set<bigint>()
  let at = 0
  return (batch) => {
    const last = batch.firstOffset + BigInt(batch.lastOffsetDelta)
    for (let begun = transactions[at]; begun !== undefined && begun.firstOffset <= last; begun = transactions[at]) {
      producers.add(begun.producerId)
      at += 1
    }
    if ((batch.attributes & ofControl) === 0) {
      return (batch.attributes & ofTransaction) !== 0 && producers.has(batch.producerId)
    }
    if (batch.records[0]?.key?.readInt16BE(controlTypeAt) === abort) producers.delete(batch.producerId)
    return false
  }
}

const recordOf = (record: KafkaRecord, offset: bigint, batch: RecordsBatch): TopicRecord => ({
  offset,
  timestamp: Number(
    (batch.attributes & setByBroker) === 0 ? batch.firstTimestamp + record.timestampDelta : batch.maxTimestamp,
  ),
  key: copyOf(record.key),
  value: copyOf(record.value),
  headers: record.headers.map(([name, value]) => [name?.toString() ?? '', copyOf(value)] as const),
})

/** What is read is a view into the whole answer and would keep all of it. */
const copyOf = (view: Buffer | null): Uint8Array | undefined => (view === null ? undefined : Buffer.from(view))
