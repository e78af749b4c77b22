import {
  cooperativeStickyAssigner,
  decodeConsumerProtocolSubscription,
  decodeCooperativeStickyGeneration,
  encodeConsumerProtocolAssignment,
  roundRobinAssigner,
  type ClusterTopicMetadata,
  type ExtendedGroupProtocolSubscription,
} from '@platformatic/kafka'
import type { Reply } from '../call.ts'
import type { Cluster, Topic } from '../cluster.ts'

type Members = Reply<'JoinGroup'>['members']

/** The first version of a subscription that says in which generation its partitions are held. */
const versionWithGeneration = 2

/** What the leader of a classic group does: gives each member its partitions, by the assignors that Kafka's other clients have. */
export const shareOut = async (
  cluster: Cluster,
  memberId: string,
  members: Members,
  protocol: 'cooperative' | 'eager',
): Promise<{ memberId: string; assignment: Buffer }[]> => {
  const subscriptions = new Map(members.map((member) => [member.memberId, subscriptionOf(member)]))
  const names = new Set([...subscriptions.values()].flatMap(({ topics = [] }) => topics))
  // Members rely on the leader for new partitions.
  cluster.forget()
  const topics = await existing(cluster, [...names])
  const counts = topics.map(({ name, id, leaders }): [string, ClusterTopicMetadata] => {
    return [name, { id, partitions: [], partitionsCount: leaders.length, lastUpdate: 0 }]
  })
  const metadata = { id: '', brokers: new Map(), controllerId: -1, lastUpdate: 0, topics: new Map(counts) }
  const assign = protocol === 'cooperative' ? cooperativeStickyAssigner : roundRobinAssigner
  const shares = assign(memberId, subscriptions, new Set(topics.map(({ name }) => name)), metadata)
  return shares.map(({ memberId, assignments }) => ({
    memberId,
    assignment: encodeConsumerProtocolAssignment({
      version: protocol === 'cooperative' ? 3 : 0,
      assignedPartitions: [...assignments.values()],
    }),
  }))
}

/** A topic that one member hopes for does not keep the others from theirs. */
const existing = async (cluster: Cluster, names: readonly string[]): Promise<readonly Topic[]> => {
  try {
    return await cluster.topics(names)
  } catch {
    const found = await Promise.all(names.map((name) => cluster.topics([name]).catch(() => [])))
    return found.flat()
  }
}

const subscriptionOf = ({ memberId, metadata }: Members[number]): ExtendedGroupProtocolSubscription => {
  const { version, topics, userData, ownedPartitions, generationId, rackId } =
    decodeConsumerProtocolSubscription(metadata)
  const generation = version < versionWithGeneration ? decodeCooperativeStickyGeneration(userData) : generationId
  return { memberId, version, topics, metadata: userData, ownedPartitions, generationId: generation, rackId }
}
