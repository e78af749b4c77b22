import type { Clock } from '../../src/clock.ts'
import { createMemoryDriver, type MemoryDriver } from './memory-driver.ts'
import { createMemoryGroup, type MemoryGroup } from './memory-group.ts'
import type { Interleave } from './memory-seat.ts'
import { createMemoryTopics, type MemoryTopics } from './memory-topics.ts'

/** Topics, partitions and groups in memory, without a broker, and without time but that of the clock. */
export interface MemoryCluster extends Pick<MemoryTopics, 'create' | 'grow' | 'log'> {
  readonly group: (name: string) => MemoryGroup
  /** @param interleave awaited before each call takes effect, and before it answers. Default: at once */
  readonly driver: (interleave?: Interleave) => MemoryDriver
}

export const memoryCluster = (clock: Pick<Clock, 'wait'>): MemoryCluster => {
  const topics = createMemoryTopics()
  const groups = new Map<string, MemoryGroup>()

  const group = (name: string): MemoryGroup => {
    const known = groups.get(name) ?? createMemoryGroup(topics.partitionsOf, clock)
    groups.set(name, known)
    return known
  }

  const changed = (): void => {
    for (const one of groups.values()) one.changed()
  }

  return {
    create: (topic, partitions) => {
      topics.create(topic, partitions)
      changed()
    },
    grow: (topic, partitions) => {
      topics.grow(topic, partitions)
      changed()
    },
    log: topics.log,
    group,
    driver: (interleave = () => Promise.resolve()) => createMemoryDriver({ topics, group, clock }, interleave),
  }
}
