import type { Clock } from '../../src/clock.ts'
import type { Driver, Fetched, KafkaFailure, Position } from '../../src/driver.ts'
import { nameOf } from '../../src/locate.ts'
import type { GroupMember, MemoryGroup } from './memory-group.ts'
import type { Interleave } from './memory-seat.ts'
import { createMemoryProducing } from './memory-producing.ts'
import type { MemoryTopics } from './memory-topics.ts'

/** A client of a memory cluster. */
export interface MemoryDriver extends Driver {
  /** Its newest membership, when it has one. */
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

/** What a client talks to. */
export interface MemoryBroker {
  readonly topics: MemoryTopics
  readonly group: (name: string) => MemoryGroup
  readonly clock: Pick<Clock, 'wait'>
}

const never = new Promise<never>(() => undefined)

/** @param interleave awaited before each call takes effect, and before it answers */
export const createMemoryDriver = ({ topics, group, clock }: MemoryBroker, interleave: Interleave): MemoryDriver => {
  const failures = new Map<string, { readonly failure: KafkaFailure; times: number }>()
  const members: GroupMember[] = []
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

  const readFrom = ({ topic, partition, offset }: Position, bytes: number): Fetched => {
    const log = topics.log(topic, partition)
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

  return {
    member: () => members.at(-1),
    fail: (what, failure, times) => void failures.set(what, { failure, times }),
    crash: () => {
      isDead = true
      for (const member of members) member.crash()
    },
    partitions: (wanted) =>
      call('partitions', () => {
        topics.require(wanted)
        return topics.partitionsOf(wanted)
      }),
    join: (joining, membership) =>
      call('join', () => {
        topics.require(joining.topics)
        const member = group(joining.group).join(joining, membership, alive)
        members.push(member)
        return member
      }),
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
          const log = topics.log(topic, partition)
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
          await Promise.race([late, topics.news()])
        }
      }),
    produce: createMemoryProducing(topics, (write) => call('produce', write)),
    close: async () => {
      await Promise.all(members.map((member) => member.leave()))
    },
  }
}
