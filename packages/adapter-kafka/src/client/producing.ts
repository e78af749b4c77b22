import { compatibilityPartitioner, Producer } from '@platformatic/kafka'
import type { Driver, TopicRecord } from '../driver.ts'
import type { Cluster } from './cluster.ts'
import type { Connection } from './connection.ts'
import { optionsOf } from './options-of.ts'
import { failureOf } from './failure.ts'

type Bytes = Buffer | undefined
type OurProducer = Producer<Bytes, Bytes, Buffer, Bytes>
type NewRecord = Omit<TopicRecord, 'offset'>

interface Waiting {
  readonly record: NewRecord
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export interface Producing {
  readonly produce: Driver['produce']
  readonly close: () => Promise<void>
}

/** A request stays well below what brokers take at once by default, 1 MB, for records of some KB. */
const mostAtOnce = 100

/** How often a batch goes out again under its number, by which a broker knows that it has it. */
const retries = 5
const retryDelay = 200

/**
 * Writes records: idempotently, and acknowledged by all replicas in sync. Of each topic one request is under way at a time; what
 * comes meanwhile goes with the next one, in its order.
 */
export const createProducing = (connection: Connection, cluster: Cluster): Producing => {
  const queues = new Map<string, Waiting[]>()
  let producer: OurProducer | undefined
  let keyless = 0

  const created = (): OurProducer =>
    new Producer({
      ...optionsOf(connection),
      idempotent: true,
      retries,
      retryDelay,
      // The partition that Kafka's own clients give a key. The library's default agrees with them for every second key only.
      partitioner: (message, key) => {
        if (key !== undefined) return compatibilityPartitioner(message, key)
        keyless += 1
        return keyless
      },
    })

  const work = async (topic: string, queue: Waiting[]): Promise<void> => {
    while (queue.length > 0) {
      const sent = queue.slice(0, mostAtOnce)
      try {
        // The library's own words for a topic that is missing do not say whether we may see it.
        await cluster.topics([topic])
        producer ??= created()
        await producer.send({ messages: sent.map(({ record }) => messageOf(topic, record)) })
        for (const { resolve } of sent) resolve()
      } catch (error) {
        const failure = failureOf(error, cluster.circumstances(`write to the topic "${topic}"`))
        for (const { reject } of sent) reject(failure)
      }
      queue.splice(0, sent.length)
    }
    queues.delete(topic)
  }

  return {
    produce: (topic, record) =>
      new Promise((resolve, reject) => {
        const waiting = { record, resolve, reject }
        const queue = queues.get(topic)
        if (queue !== undefined) return void queue.push(waiting)
        const begun = [waiting]
        queues.set(topic, begun)
        // It tells each record its failure, and fails in no other way.
        void work(topic, begun)
      }),
    close: async () => producer?.close(),
  }
}

const messageOf = (topic: string, { key, value, headers, timestamp }: NewRecord) => ({
  topic,
  ...(key === undefined ? {} : { key: bufferOf(key) }),
  ...(value === undefined ? {} : { value: bufferOf(value) }),
  // A map by the identity of its keys: a name may come again.
  headers: new Map(
    headers.map(([name, bytes]) => [Buffer.from(name), bytes === undefined ? undefined : bufferOf(bytes)]),
  ),
  timestamp: BigInt(timestamp),
})

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
