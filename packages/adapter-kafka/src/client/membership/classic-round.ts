import { decodeConsumerProtocolAssignment, encodeConsumerProtocolSubscription } from '@platformatic/kafka'
import type { Partition } from '../../driver.ts'
import type { Reply } from '../call.ts'
import type { Apart } from '../cluster.ts'
import { answerIn, nameOf } from '../errors.ts'
import { byTopic } from '../partition-keys.ts'
import type { MemberParts } from './member-parts.ts'
import { shareOut } from './share-out.ts'

/** Who a classic member is to its group. It changes while a round is under way: commits and farewells need the newest. */
export interface Identity {
  memberId: string
  /** -1: of none. */
  generation: number
}

export interface Round {
  readonly isLeader: boolean
  readonly target: readonly Partition[]
}

const assignors = { cooperative: 'cooperative-sticky', eager: 'roundrobin' } as const

/**
 * One round of a classic group: JoinGroup, which is answered when all members have come, and SyncGroup.
 * Rejects with the library's error.
 *
 * @param parked connections for JoinGroup, which holds up whatever comes behind it
 * @param known called as soon as the group knows of us
 */
export const classicRound = async (
  parts: MemberParts,
  parked: Apart,
  identity: Identity,
  topics: readonly string[],
  known: () => void,
): Promise<Round> => {
  const { joining, coordinator, holding, cluster } = parts
  const { group, sessionTimeoutMs, rebalanceTimeoutMs } = joining
  const instanceId = joining.instanceId ?? null
  const protocol = joining.protocol === 'eager' ? 'eager' : 'cooperative'
  const owned = protocol === 'cooperative' ? holding.held() : []
  const metadata = encodeConsumerProtocolSubscription({
    version: protocol === 'cooperative' ? 3 : 1,
    topics: [...topics],
    ownedPartitions: byTopic(owned).map(({ topic, members }) => {
      return { topic, partitions: members.map(({ partition }) => partition) }
    }),
    generationId: owned.length > 0 ? identity.generation : -1,
  })
  const protocols = [{ name: assignors[protocol], metadata }]
  const times = [sessionTimeoutMs, rebalanceTimeoutMs] as const
  const join = (memberId: string): Promise<Reply<'JoinGroup'>> =>
    coordinator.call(parked, 'JoinGroup', group, ...times, memberId, instanceId, 'consumer', protocols, '')

  const joined = await join(identity.memberId).catch((error: unknown) => {
    // A new member is told its id first, so that one whose answer gets lost is not kept waiting for.
    const given = answerIn<Reply<'JoinGroup'>>(error)?.memberId
    if (nameOf(error) !== 'MEMBER_ID_REQUIRED' || given === undefined) throw error
    identity.memberId = given
    known()
    return join(given)
  })
  identity.memberId = joined.memberId
  identity.generation = joined.generationId
  known()

  const { memberId, generation } = identity
  const isLeader = joined.leader === memberId
  const isSharing = isLeader && !joined.skipAssignment
  const shares = isSharing ? await shareOut(cluster, memberId, joined.members, protocol) : []
  const sync = [group, generation, memberId, instanceId, 'consumer', joined.protocolName, shares] as const
  const { assignment } = await coordinator.call(parked, 'SyncGroup', ...sync)
  const target = decodeConsumerProtocolAssignment(assignment).assignedPartitions.flatMap(({ topic, partitions }) =>
    partitions.map((partition) => ({ topic, partition })),
  )
  return { isLeader, target }
}
