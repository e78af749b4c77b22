import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../src/clock.ts'
import type { ClusterUnderTest, RawRecord } from '../driver-contract/cluster-under-test.ts'
import { memoryCluster } from './memory-cluster.ts'
import type { Written } from './memory-log.ts'

/** A cluster in memory for the laws of a driver. Each of its answers takes a turn of the event loop, as if it crossed a wire. */
export const memoryUnderTest = (): ClusterUnderTest => {
  const cluster = memoryCluster(swiftClock)
  let topics = 0
  return {
    driver: () => cluster.driver(() => turn()),
    topic: async (partitions) => {
      topics += 1
      cluster.create(`topic-${topics}`, partitions)
      return `topic-${topics}`
    },
    write: async (topic, partition, records) => {
      for (const record of records) cluster.log(topic, partition).append(writtenOf(record))
    },
    begin: async (topic, partition, records) => {
      const transaction = cluster.log(topic, partition).begin()
      for (const record of records) transaction.append(writtenOf(record))
      return async (end) => transaction[end]()
    },
    remove: async (topic, partition, before) => cluster.log(topic, partition).deleteBefore(BigInt(before)),
    grow: async (topic, partitions) => cluster.grow(topic, partitions),
    expel: async (group) => cluster.group(group).expel(),
    close: async () => undefined,
  }
}

/** A millisecond is a turn of the event loop: nobody waits on the real clock. */
const swiftClock: Pick<Clock, 'wait'> = {
  wait: async (ms, cut) => {
    const isCut = (): boolean => cut?.aborted === true
    for (let left = ms; left > 0 && !isCut(); left -= 1) await turn()
  },
}

const writtenOf = ({ key, value, headers = [], timestamp = 0 }: RawRecord): Written => ({
  timestamp,
  key: bytesOf(key),
  value: bytesOf(value),
  headers: headers.map(([name, text]) => [name, bytesOf(text)] as const),
})

const bytesOf = (text: string | null | undefined): Uint8Array | undefined =>
  typeof text === 'string' ? new TextEncoder().encode(text) : undefined
