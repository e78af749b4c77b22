import type { Joining, KafkaFailure, Partition } from '../../src/driver.ts'
import { createMemoryLog, type MemoryLog } from './memory-log.ts'

/** The topics of a cluster. */
export interface MemoryTopics {
  readonly create: (topic: string, partitions: number) => void
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

  return {
    create: (topic, partitions) => {
      topics.set(
        topic,
        Array.from({ length: partitions }, () => told(createMemoryLog())),
      )
    },
    log: (topic, partition) => {
      const log = topics.get(topic)?.[partition]
      if (log === undefined) throw missing([`${topic}-${partition}`])
      return log
    },
    partitionsOf: (wanted) =>
      [...topics]
        .filter(([topic]) => (wanted instanceof RegExp ? wanted.test(topic) : wanted.includes(topic)))
        .flatMap(([topic, logs]) => logs.map((_, partition) => ({ topic, partition }))),
    require: (wanted) => {
      const absent = wanted instanceof RegExp ? [] : wanted.filter((topic) => !topics.has(topic))
      if (absent.length > 0) throw missing(absent)
    },
    news: () => written.promise,
  }
}

const missing = (topics: readonly string[]): KafkaFailure => ({
  _tag: 'KafkaFailure',
  message: `there is no ${topics.join(', ')}`,
  passes: false,
})
