import type { Joining, KafkaFailure, Partition } from '../../src/driver.ts'
import { createMemoryLog, type MemoryLog } from './memory-log.ts'

/** The topics of a cluster. */
export interface MemoryTopics {
  readonly create: (topic: string, partitions: number) => void
  /** Adds partitions to a topic until it has so many. */
  readonly grow: (topic: string, partitions: number) => void
  readonly log: (topic: string, partition: number) => MemoryLog
  /** The partitions of those of these that are there. */
  readonly partitionsOf: (wanted: Joining['topics']) => readonly Partition[]
  /** Throws a `KafkaFailure` where one of these is missing. */
  readonly require: (wanted: Joining['topics']) => void
  /** Resolves when there may be something to read that was not there before. */
  readonly news: () => Promise<void>
}

export const createMemoryTopics = (): MemoryTopics => {
  const topics = new Map<string, readonly MemoryLog[]>()
  let written = Promise.withResolvers<void>()

  const waking =
    <A extends readonly unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      const result = call(...args)
      written.resolve()
      written = Promise.withResolvers()
      return result
    }

  /** Whoever waits for something to read looks again. */
  const told = (log: MemoryLog): MemoryLog => ({
    ...log,
    append: waking(log.append),
    skip: waking(log.skip),
    deleteBefore: waking(log.deleteBefore),
    begin: () => {
      const { append, commit, abort } = log.begin()
      return { append, commit: waking(commit), abort: waking(abort) }
    },
  })

  const logs = (count: number): readonly MemoryLog[] => Array.from({ length: count }, () => told(createMemoryLog()))

  return {
    create: (topic, partitions) => {
      topics.set(topic, logs(partitions))
    },
    grow: (topic, partitions) => {
      const known = topics.get(topic) ?? []
      topics.set(topic, [...known, ...logs(partitions - known.length)])
    },
    log: (topic, partition) => {
      const log = topics.get(topic)?.[partition]
      if (log === undefined) throw missing(`partition ${partition} of the topic "${topic}"`)
      return log
    },
    partitionsOf: (wanted) =>
      [...topics]
        .filter(([topic]) => (wanted instanceof RegExp ? topic.search(wanted) >= 0 : wanted.includes(topic)))
        .flatMap(([topic, logs]) => logs.map((_, partition) => ({ topic, partition }))),
    require: (wanted) => {
      const absent = wanted instanceof RegExp ? undefined : wanted.find((topic) => !topics.has(topic))
      if (absent !== undefined) throw missing(`topic "${absent}"`)
    },
    news: () => written.promise,
  }
}

const missing = (what: string): KafkaFailure => ({
  _tag: 'KafkaFailure',
  message: `there is no ${what}`,
  passes: false,
})
