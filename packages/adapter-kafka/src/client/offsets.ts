import type { Beginning, Partition, Position } from '../driver.ts'
import type { Cluster } from './cluster.ts'

import { byTopic, keyOf } from './partition-keys.ts'

/** Of what was committed: transactions that are open or aborted are not there. */
const readCommitted = 1

const consumerReplica = -1

/** Finds positions. Rejects with the library's error, or with one that has Kafka's name. */
export const findPositions = async (
  cluster: Cluster,
  beginning: Beginning,
  partitions: readonly Partition[],
): Promise<readonly Position[]> => {
  if (beginning === 'earliest') return listOffsets(cluster, -2n, partitions)
  const latest = await listOffsets(cluster, -1n, partitions)
  if (beginning === 'latest') return latest
  const ends = new Map(latest.map((position) => [keyOf(position), position]))
  const found = await listOffsets(cluster, BigInt(Math.max(0, Math.ceil(beginning.at))), partitions)
  // Where nothing is as late as that, the broker says -1.
  return found.map((position) => (position.offset < 0n ? (ends.get(keyOf(position)) ?? position) : position))
}

const listOffsets = async (
  cluster: Cluster,
  timestamp: bigint,
  partitions: readonly Partition[],
): Promise<readonly Position[]> => {
  const leaders = await leadersOf(cluster, partitions)
  const replies = [...leaders].map(async ([node, led]) => {
    const topics = byTopic(led).map(({ topic, members }) => ({
      name: topic,
      partitions: members.map(({ partition }) => ({ partitionIndex: partition, currentLeaderEpoch: -1, timestamp })),
    }))
    return cluster.call(node, 'ListOffsets', consumerReplica, readCommitted, topics)
  })
  const all = await Promise.all(replies).catch((error: unknown) => {
    cluster.forget()
    throw error
  })
  return all.flatMap((reply) =>
    reply.topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, offset }) => ({ topic: name, partition: partitionIndex, offset })),
    ),
  )
}

/** Partitions by the node that leads them. Rejects where one has no leader just now. */
export const leadersOf = async <P extends Partition>(
  cluster: Cluster,
  partitions: readonly P[],
): Promise<ReadonlyMap<number, readonly P[]>> => {
  const topics = await cluster.topics([...new Set(partitions.map(({ topic }) => topic))])
  const leaders = new Map(topics.map(({ name, leaders }) => [name, leaders]))
  return Map.groupBy(partitions, ({ topic, partition }) => {
    const leader = leaders.get(topic)?.[partition] ?? -1
    if (leader >= 0) return leader
    cluster.forget()
    const name = leaders.get(topic)?.[partition] === undefined ? 'UNKNOWN_TOPIC_OR_PARTITION' : 'LEADER_NOT_AVAILABLE'
    throw Object.assign(new Error(name), { apiId: name })
  })
}
