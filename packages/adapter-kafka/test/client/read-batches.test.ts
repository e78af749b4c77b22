import { expect } from 'chai'
import { readBatches, type PartitionAnswer } from '../../src/client/read-batches.ts'

type Batch = NonNullable<PartitionAnswer['records']>[number]

const record = (offsetDelta: number, value: Buffer) => ({
  length: 0,
  attributes: 0,
  timestampDelta: 5n,
  offsetDelta,
  key: null,
  value,
  headers: [],
})

const batch = (firstOffset: bigint, some: Partial<Batch>): Batch => ({
  firstOffset,
  length: 0,
  partitionLeaderEpoch: 0,
  magic: 2,
  crc: 0,
  attributes: 0,
  lastOffsetDelta: 0,
  firstTimestamp: 1000n,
  maxTimestamp: 2000n,
  producerId: -1n,
  producerEpoch: -1,
  firstSequence: -1,
  records: [],
  ...some,
})

const answer = (records: Batch[]): PartitionAnswer => ({
  partitionIndex: 0,
  errorCode: 0,
  highWatermark: 9n,
  lastStableOffset: 9n,
  logStartOffset: 0n,
  abortedTransactions: null,
  preferredReadReplica: -1,
  records,
})

describe('what is read of a partition', () => {
  it('keeps its bytes when those of the answer change', () => {
    const whole = Buffer.from('value and much more')
    const { records } = readBatches(answer([batch(0n, { records: [record(0, whole.subarray(0, 5))] })]), 0n)
    whole.fill('.')
    expect(Buffer.from(records[0]?.value ?? []).toString()).to.equal('value')
  })

  it('has the time at which it was written, or the one that the broker set', () => {
    const records = [record(0, Buffer.of())]
    const set = batch(1n, { records, attributes: 1 << 3 })
    const read = readBatches(answer([batch(0n, { records }), set]), 0n)
    expect(read.records.map(({ timestamp }) => timestamp)).to.deep.equal([1005, 2000])
  })

  it('goes on behind what compaction has left of a batch', () => {
    const compacted = batch(3n, { lastOffsetDelta: 4, records: [record(1, Buffer.of())] })
    const { records, next } = readBatches(answer([compacted]), 3n)
    expect([records.map(({ offset }) => offset), next]).to.deep.equal([[4n], 8n])
  })

  it('stays where it is where nothing was read', () => {
    expect(readBatches(answer([]), 7n)).to.deep.equal({ partition: 0, records: [], next: 7n, end: 9n })
  })
})
