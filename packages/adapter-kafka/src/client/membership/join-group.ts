import type { Joining, Member, Membership } from '../../driver.ts'
import type { Cluster } from '../cluster.ts'
import { createCoordinator } from '../coordinator.ts'
import { keepConsumer } from './consumer-member.ts'
import { createHolding } from './holding.ts'
import { keepClassic } from './classic-member.ts'
import type { MemberParts } from './member-parts.ts'
import { without } from '../partition-keys.ts'

/** Of the client's clock and connections. */
export interface JoinParts {
  readonly cluster: Cluster
  readonly ticks: () => number
  readonly requestTimeoutMs: number
  readonly lookAfterMs: number
}

/** Begins a membership. Rejects with a `KafkaFailure` where a topic is missing or the group refuses us for good. */
export const joinGroup = async (parts: JoinParts, joining: Joining, membership: Membership): Promise<Member> => {
  const { cluster, ticks, lookAfterMs, requestTimeoutMs } = parts
  await cluster.topics(joining.topics)
  // Whoever waits longer than a session for an answer learns too late that it has ended.
  const calls = cluster.apart(Math.min(requestTimeoutMs, joining.sessionTimeoutMs / 2))
  const holding = createHolding(membership)
  const coordinator = createCoordinator(cluster, joining.group, calls)
  const memberParts: MemberParts = { joining, cluster, coordinator, calls, holding, ticks, lookAfterMs }
  const keeping = joining.protocol === 'consumer' ? keepConsumer(memberParts) : keepClassic(memberParts)
  let leaving: Promise<void> | undefined

  const leave = async (): Promise<void> => {
    keeping.wind()
    await holding.release(holding.held())
    await keeping.end()
    await calls.close()
  }

  await keeping.begun.catch(async (failure: unknown) => {
    await leave()
    throw failure
  })
  return {
    state: keeping.state,
    rebalances: keeping.rebalances,
    commit: async (positions) => {
      const who = keeping.who()
      // Kafka takes a member's commit of whichever partition, and anybody's where a group is empty: that only the holder commits
      // is for us to see to.
      const own = positions.filter((position) => who.generation >= 0 && holding.holds(position))
      const refused = without(positions, own).map(({ topic, partition }) => {
        return { topic, partition, error: 'NOT_HELD', canRepeat: false }
      })
      return [...refused, ...(await coordinator.commit({ ...who, instanceId: joining.instanceId }, own))]
    },
    leave: () => {
      leaving ??= leave()
      return leaving
    },
  }
}
