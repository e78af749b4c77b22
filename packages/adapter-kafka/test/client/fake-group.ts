import { encodeConsumerProtocolAssignment } from '@platformatic/kafka'
import type { CallName } from '../../src/client/call.ts'
import type { Apart, Cluster } from '../../src/client/cluster.ts'
import type { Coordinator } from '../../src/client/coordinator.ts'
import { createHolding } from '../../src/client/membership/holding.ts'
import type { MemberParts } from '../../src/client/membership/member-parts.ts'
import type { Joining } from '../../src/driver.ts'
import type { Witness } from '../driver-contract/witness.ts'

/** What a coordinator says to a heartbeat: Kafka's name of an error, silence, or nothing amiss. */
export type Says = { readonly error: string } | 'silence' | 'well'

/** A coordinator with one member and one topic, which says what it is told to. */
export interface FakeGroup {
  readonly parts: MemberParts
  /** To heartbeats, from now on. */
  says: Says
  /** Milliseconds, as the member sees them. */
  clock: number
  /** How often each call came. */
  readonly calls: ReadonlyMap<CallName, number>
  /** Resolves when a call has come so often from now on, and was answered. */
  readonly answered: (name: CallName, times: number) => Promise<void>
}

const topic = { name: 'orders', id: 'id-of-orders', leaders: [0, 0] }

export const createFakeGroup = (joining: Joining, witness: Witness): FakeGroup => {
  const calls = new Map<CallName, number>()
  const looks = new Set<() => void>()

  const reply = (name: CallName): object => {
    if (name === 'Heartbeat' || (name === 'ConsumerGroupHeartbeat' && (calls.get(name) ?? 0) > 1)) {
      const { says } = group
      if (says === 'silence') throw Object.assign(new Error('timed out'), { code: 'PLT_KFK_NETWORK' })
      if (says !== 'well') throw Object.assign(new Error(says.error), { apiId: says.error })
    }
    return replies[name] ?? {}
  }

  const call = async (_apart: Apart, name: CallName): Promise<object> => {
    calls.set(name, (calls.get(name) ?? 0) + 1)
    try {
      return reply(name)
    } finally {
      // After whoever called has seen the answer.
      setImmediate(() => {
        for (const look of looks) look()
      })
    }
  }

  const apart = { close: async () => undefined }
  const cluster = {
    topics: async () => [topic],
    forget: () => undefined,
    apart: () => apart,
    circumstances: (trying: string) => ({ trying, brokers: ['kafka:9092'] }),
  }
  const group: FakeGroup = {
    parts: {
      joining,
      // Of each no more is used by a member than what is there.
      cluster: cluster as unknown as Cluster,
      coordinator: { call } as unknown as Coordinator,
      calls: apart as unknown as Apart,
      holding: createHolding(witness.membership),
      ticks: () => group.clock,
      lookAfterMs: Infinity,
    },
    says: 'well',
    clock: 0,
    calls,
    answered: (name, times) =>
      new Promise((resolve) => {
        const until = (calls.get(name) ?? 0) + times
        const look = (): void => {
          if ((calls.get(name) ?? 0) < until) return
          looks.delete(look)
          resolve()
        }
        looks.add(look)
      }),
  }
  return group
}

const partitions = [0, 1]

const replies: Readonly<Partial<Record<CallName, object>>> = {
  JoinGroup: {
    memberId: 'member',
    leader: 'other',
    generationId: 3,
    protocolName: '',
    members: [],
    skipAssignment: false,
  },
  SyncGroup: {
    assignment: encodeConsumerProtocolAssignment({
      version: 0,
      assignedPartitions: [{ topic: topic.name, partitions }],
    }),
  },
  ConsumerGroupHeartbeat: {
    memberEpoch: 3,
    heartbeatIntervalMs: 1,
    assignment: { topicPartitions: [{ topicId: topic.id, partitions }] },
  },
}
