import type { Driver, Joining, TopicRecord } from '../../src/driver.ts'

/** A record as a test writes it: text for bytes. */
export interface RawRecord {
  readonly key?: string | undefined
  /** Null: a tombstone. */
  readonly value: string | null
  readonly headers?: readonly (readonly [name: string, value: string | null])[]
  /** Milliseconds since the epoch. */
  readonly timestamp?: number
}

/** What the laws of a driver need: a cluster that can be driven past the driver, too. */
export interface ClusterUnderTest {
  /** A driver of its own on this cluster. Closed by whoever asked for it. */
  readonly driver: () => Driver
  /** A topic that no other test has. */
  readonly topic: (partitions: number) => Promise<string>
  /** Writes records as one batch. */
  readonly write: (topic: string, partition: number, records: readonly RawRecord[]) => Promise<void>
  /** Writes records in a transaction that stays open until it is ended. Of a topic one is open at a time, and all are one producer's. */
  readonly begin: (
    topic: string,
    partition: number,
    records: readonly RawRecord[],
  ) => Promise<(end: 'commit' | 'abort') => Promise<void>>
  /** Removes what lies before an offset, as retention does. */
  readonly remove: (topic: string, partition: number, before: number) => Promise<void>
  /** Adds partitions to a topic until it has so many. */
  readonly grow: (topic: string, partitions: number) => Promise<void>
  /** Expels all members of a group at once; they learn of it as if their session had ended. */
  readonly expel: (group: string, protocol: Joining['protocol']) => Promise<void>
  readonly close: () => Promise<void>
}

/** A record as tests compare it. */
export const readable = ({ offset, key, value, headers }: TopicRecord) => ({
  offset: Number(offset),
  key: textOf(key),
  value: textOf(value),
  headers: headers.map(([name, bytes]) => [name, textOf(bytes)]),
})

const textOf = (bytes: Uint8Array | undefined): string | null =>
  bytes === undefined ? null : new TextDecoder().decode(bytes)
