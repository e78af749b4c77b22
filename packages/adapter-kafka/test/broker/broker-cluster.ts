import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Admin, FetchIsolationLevels, ListOffsetTimestamps, Producer, type MessageToProduce } from '@platformatic/kafka'
import { createKafkaDriver } from '../../src/client/create-kafka-driver.ts'
import { expelConsumers } from './expel-consumers.ts'
import type { ClusterUnderTest, RawRecord } from '../driver-contract/cluster-under-test.ts'

/** A real cluster for the laws of a driver. It is driven by the library's own admin and producer. */
export const createBrokerCluster = (brokers: readonly string[]): ClusterUnderTest => {
  const options = { clientId: 'tests', bootstrapBrokers: [...brokers] }
  const admin = new Admin(options)
  type Bytes = Buffer | undefined
  type OurProducer = Producer<Bytes, Bytes, Buffer, Bytes>
  const exactly = { ...options, idempotent: true, retries: 10 }
  const producer: OurProducer = new Producer(exactly)
  const transactional = new Map<string, OurProducer>()

  const messages = (topic: string, partition: number, records: readonly RawRecord[]) =>
    records.map(({ key, value, headers = [], timestamp }): MessageToProduce<Bytes, Bytes, Buffer, Bytes> => {
      const bytes = (text: string | null | undefined): Bytes =>
        typeof text === 'string' ? Buffer.from(text) : undefined
      return {
        topic,
        partition,
        key: bytes(key),
        value: bytes(value),
        headers: new Map(headers.map(([name, text]) => [Buffer.from(name), bytes(text)])),
        ...(timestamp === undefined ? {} : { timestamp: BigInt(timestamp) }),
      }
    })

  /** The broker says that a transaction has ended before it has written so everywhere. */
  const untilMarked = async (topic: string, partition: number): Promise<void> => {
    const ends = [FetchIsolationLevels.READ_COMMITTED, FetchIsolationLevels.READ_UNCOMMITTED].map(
      async (isolationLevel) => {
        const partitions = [{ partitionIndex: partition, timestamp: ListOffsetTimestamps.LATEST }]
        const [found] = await admin.listOffsets({ topics: [{ name: topic, partitions }], isolationLevel })
        return found?.partitions[0]?.offset
      },
    )
    const [committed, all] = await Promise.all(ends)
    if (committed !== all) await untilMarked(topic, partition)
  }

  return {
    driver: () => createKafkaDriver({ brokers, clientId: 'driver', metadataMaxAgeMs: 500 }),
    topic: async (partitions) => {
      const topic = `topic-${randomUUID()}`
      await admin.createTopics({ topics: [topic], partitions, replicas: 1 })
      // A broker says that a topic was made before it knows it itself.
      while ((await admin.metadata({ topics: [topic] }).catch(() => undefined)) === undefined) await sleep(20)
      return topic
    },
    write: async (topic, partition, records) => {
      await producer.send({ messages: messages(topic, partition, records) })
    },
    begin: async (topic, partition, records) => {
      // One producer of all transactions of a topic: what was aborted is told by producer.
      const own = transactional.get(topic) ?? new Producer({ ...exactly, transactionalId: topic })
      transactional.set(topic, own)
      const transaction = await own.beginTransaction()
      await transaction.send({ messages: messages(topic, partition, records) })
      return async (end) => {
        await transaction[end]()
        await untilMarked(topic, partition)
      }
    },
    remove: async (topic, partition, before) => {
      await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition, offset: BigInt(before) }] }] })
    },
    grow: async (topic, partitions) => {
      await admin.createPartitions({ topics: [{ name: topic, count: partitions, assignments: null }] })
    },
    expel: async (group, protocol) => {
      if (protocol === 'consumer') await expelConsumers(options, group)
      else await admin.removeMembersFromConsumerGroup({ groupId: group, members: null })
    },
    close: async () => {
      await Promise.all([admin, producer, ...transactional.values()].map((each) => each.close()))
    },
  }
}
