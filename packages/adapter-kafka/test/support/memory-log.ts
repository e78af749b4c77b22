import { recordBytes } from '../../src/record-bytes.ts'
import type { TopicRecord } from '../../src/driver.ts'

/** What a test writes of a record; what it leaves out is empty. */
export type Written = Partial<Omit<TopicRecord, 'offset'>>

/** A transaction that has begun: until it ends, nobody reads beyond its first record. */
export interface MemoryTransaction {
  readonly append: (record: Written) => bigint
  readonly commit: () => void
  readonly abort: () => void
}

/** What lies between two offsets for a reader. */
export interface MemoryRead {
  readonly records: readonly TopicRecord[]
  readonly next: bigint
}

/** One partition as a broker keeps it, for readers of what is committed. */
export interface MemoryLog {
  readonly append: (record: Written) => bigint
  /** Offsets that hold nothing: what compaction removed. */
  readonly skip: (count: number) => void
  readonly begin: () => MemoryTransaction
  /** Deletes all before an offset, as retention does. */
  readonly deleteBefore: (offset: bigint) => void
  readonly earliest: () => bigint
  /** Where readers of what is committed come to an end. */
  readonly end: () => bigint
  /** The first record from a time on, or the end. */
  readonly at: (timestamp: number) => bigint
  /** At least one record, and no more of them than so many bytes. */
  readonly read: (from: bigint, mostBytes: number) => MemoryRead
}

interface Entry {
  readonly record: TopicRecord | undefined
  fate: 'committed' | 'open' | 'aborted'
}

export const createMemoryLog = (): MemoryLog => {
  const entries: Entry[] = []
  let earliest = 0

  const put = (written: Written, fate: Entry['fate']): Entry => {
    const { timestamp = 0, key, value, headers = [] } = written
    const entry: Entry = { record: { offset: BigInt(entries.length), timestamp, key, value, headers }, fate }
    entries.push(entry)
    return entry
  }

  const skip = (count: number): void => {
    for (let left = count; left > 0; left--) entries.push({ record: undefined, fate: 'committed' })
  }

  const end = (): number => {
    const open = entries.findIndex(({ fate }) => fate === 'open')
    return open < 0 ? entries.length : open
  }

  const begin = (): MemoryTransaction => {
    const own: Entry[] = []
    const finish = (fate: Entry['fate']): void => {
      for (const entry of own) entry.fate = fate
      // Its mark takes an offset too.
      skip(1)
    }
    return {
      append: (record) => {
        own.push(put(record, 'open'))
        return BigInt(entries.length - 1)
      },
      commit: () => finish('committed'),
      abort: () => finish('aborted'),
    }
  }

  return {
    append: (record) => {
      put(record, 'committed')
      return BigInt(entries.length - 1)
    },
    skip,
    begin,
    deleteBefore: (offset) => {
      earliest = Math.max(earliest, Math.min(Number(offset), entries.length))
    },
    earliest: () => BigInt(earliest),
    end: () => BigInt(end()),
    at: (timestamp) => {
      const place = entries.findIndex(
        ({ record }, at) => at >= earliest && record !== undefined && record.timestamp >= timestamp,
      )
      return BigInt(place < 0 ? end() : Math.min(place, end()))
    },
    read: (from, mostBytes) => {
      const records: TopicRecord[] = []
      let bytes = 0
      let at = Number(from)
      for (const to = end(); at < to; at++) {
        const entry = entries[at]
        if (entry?.record === undefined || entry.fate === 'aborted') continue
        bytes += recordBytes(entry.record)
        if (bytes > mostBytes && records.length > 0) break
        records.push(entry.record)
      }
      return { records, next: BigInt(at) }
    },
  }
}
