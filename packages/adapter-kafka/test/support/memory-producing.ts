import { compatibilityPartitioner } from '@platformatic/kafka'
import type { Driver } from '../../src/driver.ts'
import type { MemoryTopics } from './memory-topics.ts'

/**
 * Writes what one client produces: what has a key to the key's partition, all else to each in turn. Of a topic one record is
 * under way at a time, so that they keep their order however long each takes.
 *
 * @param call lets a write take effect when its time has come
 */
export const createMemoryProducing = (
  topics: MemoryTopics,
  call: (write: () => void) => Promise<void>,
): Driver['produce'] => {
  const last = new Map<string, Promise<void>>()
  let keyless = 0

  const numberOf = (topic: string, key: Uint8Array | undefined): number => {
    if (key !== undefined) return compatibilityPartitioner({ topic }, Buffer.from(key))
    keyless += 1
    return keyless
  }

  return (topic, record) => {
    const write = (): void => {
      topics.require([topic])
      const partition = numberOf(topic, record.key) % topics.partitionsOf([topic]).length
      topics.log(topic, partition).append(record)
    }
    const written = (last.get(topic) ?? Promise.resolve()).then(() => call(write))
    // Who gave it is told its failure; the next is written all the same.
    last.set(
      topic,
      written.catch(() => undefined),
    )
    return written
  }
}
