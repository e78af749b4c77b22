import type { Clock } from '../../src/clock.ts'
import type { Driver, Fetched, Joining, KafkaFailure, Partition, Position } from '../../src/driver.ts'
import { createMemoryGroup, nameOf, type GroupMember, type Interleave, type MemoryGroup } from './memory-group.ts'
import { createMemoryLog, type MemoryLog } from './memory-log.ts'

/** A client of a memory cluster. */
export interface MemoryDriver extends Driver {
  /** Its membership, when it has one. */
  readonly member: () => GroupMember | undefined
  /** The next calls of this name, so many, reject. */
  readonly fail: (
    call: 'partitions' | 'join' | 'committed' | 'find' | 'fetch' | 'produce',
    failure: KafkaFailure,
    times: number,
  ) => void
  /** The process is gone: no call of it is answered any more, and the group goes on without it. */
  readonly crash: () => void
}

/** Topics, partitions and groups in memory, without a broker, and without time but that of the clock. */
export interface MemoryCluster {
  readonly create: (topic: string, partitions: number) => void
  readonly log: (topic: string, partition: number) => MemoryLog
  readonly group: (name: string) => MemoryGroup
  /** @param interleave awaited before each call takes effect, and before it answers. Default: at once */
  readonly driver: (interleave?: Interleave) => MemoryDriver
}

const never = new Promise<never>(() => undefined)

export const memoryCluster = (clock: Clock): MemoryCluster => {
  const topics = new Map<string, readonly MemoryLog[]>()
  const groups = new Map<string, MemoryGroup>()
  let written = Promise.withResolvers<void>()

  const partitionsOf = (wanted: Joining['topics']): readonly Partition[] =>
    [...topics]
      .filter(([topic]) => (wanted instanceof RegExp ? wanted.test(topic) : wanted.includes(topic)))
      .flatMap(([topic, logs]) => logs.map((_, partition) => ({ topic, partition })))

  const logOf = ({ topic, partition }: Partition): MemoryLog => {
    const log = topics.get(topic)?.[partition]
    if (log === undefined) throw missing([`${topic}-${partition}`])
    return log
  }

  /** Whoever waits for something to read looks again. */
  const told = (log: MemoryLog): MemoryLog => {
    const wake =
      <A extends readonly unknown[], R>(call: (...args: A) => R) =>
      (...args: A): R => {
        const result = call(...args)
        written.resolve()
        written = Promise.withResolvers()
        return result
      }
    return {
      ...log,
      append: wake(log.append),
      skip: wake(log.skip),
      deleteBefore: wake(log.deleteBefore),
      begin: () => {
        const { append, commit, abort } = log.begin()
        return { append, commit: wake(commit), abort: wake(abort) }
      },
    }
  }

  const group = (name: string): MemoryGroup => {
    const known = groups.get(name) ?? createMemoryGroup(partitionsOf)
    groups.set(name, known)
    return known
  }

  const readFrom = (position: Position, bytes: number): Fetched => {
    const log = logOf(position)
    const { topic, partition, offset } = position
    const earliest = log.earliest()
    const end = log.end()
    if (offset < earliest || offset > end) return { batches: [], gone: [{ topic, partition, earliest, end }] }
    const { records, next } = log.read(offset, bytes)
    return { batches: [{ topic, partition, records, next, end }], gone: [] }
  }

  const readAll = (positions: readonly Position[], bytes: number): Fetched => {
    const read = positions.map((position) => readFrom(position, bytes))
    return { batches: read.flatMap(({ batches }) => batches), gone: read.flatMap(({ gone }) => gone) }
  }

  const driver = (interleave: Interleave = () => Promise.resolve()): MemoryDriver => {
    const failures = new Map<string, { readonly failure: KafkaFailure; times: number }>()
    let member: GroupMember | undefined
    let isDead = false

    const alive = async (what: string): Promise<void> => {
      if (isDead) await never
      await interleave(what)
      if (isDead) await never
    }

    const call = async <A>(what: string, does: () => A | Promise<A>): Promise<A> => {
      await alive(what)
      const failing = failures.get(what)
      if (failing !== undefined && failing.times-- > 0) throw failing.failure
      const result = await does()
      await alive(`${what} answers`)
      return result
    }

    return {
      member: () => member,
      fail: (what, failure, times) => void failures.set(what, { failure, times }),
      crash: () => {
        isDead = true
        member?.crash()
      },
      partitions: (wanted) =>
        call('partitions', () => {
          const absent = wanted instanceof RegExp ? [] : wanted.filter((topic) => !topics.has(topic))
          if (absent.length > 0) throw missing(absent)
          return partitionsOf(wanted)
        }),
      join: (joining, membership) =>
        call('join', () => (member = group(joining.group).join(joining, membership, alive))),
      committed: (name, partitions) =>
        call('committed', () =>
          partitions.flatMap(({ topic, partition }) => {
            const offset = group(name).offsets.get(nameOf({ topic, partition }))
            return offset === undefined ? [] : [{ topic, partition, offset }]
          }),
        ),
      find: (beginning, partitions) =>
        call('find', () =>
          partitions.map(({ topic, partition }) => {
            const log = logOf({ topic, partition })
            const offset =
              beginning === 'earliest' ? log.earliest() : beginning === 'latest' ? log.end() : log.at(beginning.at)
            return { topic, partition, offset }
          }),
        ),
      fetch: (positions, { waitMs, partitionBytes }, stop) =>
        call('fetch', async () => {
          const over = new AbortController()
          const cut = AbortSignal.any([stop, over.signal])
          let isLate = stop.aborted
          const late = clock.wait(waitMs, cut).then(() => (isLate = true))
          for (;;) {
            const found = readAll(positions, partitionBytes)
            const isNews = found.gone.length > 0 || found.batches.some(({ next }, at) => next !== positions[at]?.offset)
            if (isLate || stop.aborted || isNews) {
              over.abort()
              return found
            }
            await Promise.race([late, written.promise])
          }
        }),
      produce: (topic, record) => call('produce', () => void told(logOf({ topic, partition: 0 })).append(record)),
      close: async () => {
        if (member?.state()._tag === 'Joined') await member.leave()
      },
    }
  }

  return {
    create: (topic, partitions) => {
      topics.set(
        topic,
        Array.from({ length: partitions }, () => told(createMemoryLog())),
      )
      for (const one of groups.values()) one.changed()
    },
    log: (topic, partition) => logOf({ topic, partition }),
    group,
    driver,
  }
}

const missing = (topics: readonly string[]): KafkaFailure => ({
  _tag: 'KafkaFailure',
  message: `there is no ${topics.join(', ')}`,
  passes: false,
})
