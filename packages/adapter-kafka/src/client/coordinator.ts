import type { Broker } from '@platformatic/kafka'
import type { CommitFailure, Partition, Position } from '../driver.ts'
import type { CallArguments, CallName, Reply } from './call.ts'
import type { Apart, Cluster } from './cluster.ts'
import { answerIn, isAstray, isPassing, nameOf, nameOfCode } from './errors.ts'
import { byTopic } from './partition-keys.ts'

/** Who commits, and in which round of the group. */
export interface Committer {
  readonly memberId: string
  readonly generation: number
  readonly instanceId: string | undefined
}

/** The broker that keeps a group's members and offsets. Whatever is awaited rejects with the library's error where nothing else is said. */
export interface Coordinator {
  /** Over connections of its own, if given. Who coordinates is looked up again where a broker is not it or does not answer. */
  readonly call: <N extends CallName>(apart: Apart, name: N, ...args: CallArguments<N>) => Promise<Reply<N>>
  readonly committed: (partitions: readonly Partition[]) => Promise<readonly Position[]>
  /** Resolves on the broker's word; never rejects. */
  readonly commit: (who: Committer, positions: readonly Position[]) => Promise<readonly CommitFailure[]>
}

const ofGroup = 0

/** What a transaction commits is not told before the transaction ends: that is an error, which passes. */
const requireStable = true

/** @param calls connections for what the group is asked in passing */
export const createCoordinator = (cluster: Cluster, group: string, calls: Apart): Coordinator => {
  let known: Broker | undefined

  const find = async (): Promise<Broker> => {
    const { coordinators } = await cluster.call('any', 'FindCoordinator', ofGroup, [group])
    const [found] = coordinators
    if (found === undefined) throw new Error('no coordinator was told')
    known = { host: found.host, port: found.port }
    return known
  }

  const call: Coordinator['call'] = async (apart, name, ...args) =>
    apart.call(known ?? (await find()), name, ...args).catch((error: unknown) => {
      if (isAstray(error)) known = undefined
      throw error
    })

  return {
    call,
    committed: async (partitions) => {
      const topics = byTopic(partitions).map(({ topic, members }) => {
        return { name: topic, partitionIndexes: members.map(({ partition }) => partition) }
      })
      const asked = [{ groupId: group, memberId: null, memberEpoch: -1, topics }]
      const { groups } = await call(calls, 'OffsetFetch', asked, requireStable)
      return groups
        .flatMap(({ topics }) => topics)
        .flatMap(({ name, partitions }) =>
          partitions.map((each) => ({ topic: name, partition: each.partitionIndex, offset: each.committedOffset })),
        )
        .filter(({ offset }) => offset >= 0n)
    },
    commit: async ({ memberId, generation, instanceId }, positions) => {
      if (positions.length === 0) return []
      const topics = byTopic(positions).map(({ topic, members }) => ({
        name: topic,
        partitions: members.map(({ partition, offset }) => {
          return {
            partitionIndex: partition,
            committedOffset: offset,
            committedLeaderEpoch: -1,
            committedMetadata: null,
          }
        }),
      }))
      try {
        await call(calls, 'OffsetCommit', group, generation, memberId, instanceId ?? null, topics)
        return []
      } catch (error) {
        const answer = answerIn<Reply<'OffsetCommit'>>(error)
        if (answer === undefined)
          return positions.map((position) => failed(position, nameOf(error) ?? 'NETWORK_EXCEPTION'))
        return answer.topics.flatMap(({ name, partitions }) =>
          partitions.flatMap(({ partitionIndex, errorCode }) => {
            const error = nameOfCode(errorCode)
            return error === undefined ? [] : failed({ topic: name, partition: partitionIndex }, error)
          }),
        )
      }
    },
  }
}

/** A generation is illegal between two rounds: the partition may still be ours in the next. */
const failed = ({ topic, partition }: Partition, error: string): CommitFailure => {
  return { topic, partition, error, canRepeat: isPassing(error) || error === 'ILLEGAL_GENERATION' }
}
