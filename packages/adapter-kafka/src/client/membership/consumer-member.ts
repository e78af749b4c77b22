import { randomUUID } from 'node:crypto'
import type { Partition } from '../../driver.ts'
import type { Reply } from '../call.ts'
import type { Topic } from '../cluster.ts'
import { nameOf } from '../errors.ts'
import { failureOf } from '../failure.ts'
import { byTopic, without } from '../partition-keys.ts'
import { type Keeping, type MemberParts } from './member-parts.ts'
import { createSignal } from './signal.ts'

/** The coordinator goes on without us: what we held is somebody else's. */
const expelled: ReadonlySet<string> = new Set(['FENCED_MEMBER_EPOCH', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID'])

/** Epochs by which a member says what it wants. Source: KIP-848, *ConsumerGroupHeartbeat*. */
const joins = 0
const leaves = -1
const leavesForAWhile = -2

/** Until the broker says how often it wants to hear of us. */
const firstHeartbeatMs = 250
const pauseAfterErrorMs = 250
const pauseWithoutHopeMs = 5000

const assignor = 'uniform'

/**
 * A member of a group by KIP-848: the broker shares out, and tells us in the answers to heartbeats. A partition that it wants
 * back is its own again when a heartbeat no longer names it: that is, after it was let go of.
 */
export const keepConsumer = (parts: MemberParts): Keeping => {
  const { joining, cluster, coordinator, calls, holding, ticks, lookAfterMs } = parts
  const memberId = randomUUID()
  const signal = createSignal()
  const begun = Promise.withResolvers<void>()
  let state: ReturnType<Keeping['state']> = { _tag: 'Out', why: `joining the group "${joining.group}"` }
  let phase: 'running' | 'winding' | 'ended' = 'running'
  let rebalances = 0
  let epoch = joins
  let everyMs = firstHeartbeatMs
  let heardAt = ticks()
  let lookedAt = -Infinity
  let topics: readonly Topic[] = []
  /** What the broker wants us to hold; undefined until it says so. */
  let target: readonly Partition[] | undefined
  let isReconciling = false

  const isRunning = (): boolean => phase === 'running'
  const isOver = (): boolean => phase === 'ended'

  const look = async (): Promise<void> => {
    if (ticks() - lookedAt < lookAfterMs) return
    lookedAt = ticks()
    try {
      topics = await cluster.topics(joining.topics)
    } catch (error) {
      // A member that has begun goes on with what it knew.
      if (topics.length === 0) throw error
    }
  }

  const send = (as: number): Promise<Reply<'ConsumerGroupHeartbeat'>> => {
    const ids = new Map(topics.map(({ name, id }) => [name, id]))
    const owned = byTopic(as === joins ? [] : holding.held()).flatMap(({ topic, members }) => {
      const topicId = ids.get(topic)
      return topicId === undefined ? [] : [{ topicId, partitions: members.map(({ partition }) => partition) }]
    })
    const { group, instanceId = null, rebalanceTimeoutMs } = joining
    const names = topics.map(({ name }) => name)
    const who = [group, memberId, as, instanceId, null] as const
    return coordinator.call(calls, 'ConsumerGroupHeartbeat', ...who, rebalanceTimeoutMs, names, null, assignor, owned)
  }

  const reconcile = async (): Promise<void> => {
    if (isReconciling) return
    isReconciling = true
    try {
      for (let wanted = target; wanted !== undefined && isRunning(); wanted = target) {
        const surplus = without(holding.held(), wanted)
        const added = without(wanted, holding.held())
        if (surplus.length === 0 && added.length === 0) return
        await holding.take(added)
        await holding.release(surplus)
        // The broker waits for what was let go of.
        signal.raise()
      }
    } finally {
      isReconciling = false
    }
  }

  const hear = ({ memberEpoch, heartbeatIntervalMs, assignment }: Reply<'ConsumerGroupHeartbeat'>): void => {
    heardAt = ticks()
    if (memberEpoch !== epoch) rebalances += 1
    epoch = memberEpoch
    everyMs = heartbeatIntervalMs
    state = { _tag: 'Joined' }
    begun.resolve()
    if (assignment === null) return
    const names = new Map(topics.map(({ name, id }) => [id, name]))
    target = assignment.topicPartitions.flatMap(({ topicId, partitions }) => {
      const topic = names.get(topicId)
      // Of a topic that is new to us: the next heartbeat, which names all that we know, is answered with it again.
      if (topic === undefined) lookedAt = -Infinity
      return topic === undefined ? [] : partitions.map((partition) => ({ topic, partition }))
    })
    void reconcile()
  }

  const lose = (): void => {
    target = undefined
    epoch = joins
    holding.lose()
  }

  /** Returns how long to rest before the next heartbeat. */
  const refused = (error: unknown): number => {
    const name = nameOf(error)
    const failure = failureOf(error, cluster.circumstances(`stay in the group "${joining.group}"`))
    const isExpelled = name !== undefined && expelled.has(name)
    // Who hears nothing of the broker for as long as a session was expelled, or will be.
    const isForgotten = ticks() - heardAt >= joining.sessionTimeoutMs
    if (isExpelled || isForgotten || epoch === joins) state = { _tag: 'Out', why: failure.message }
    if (isExpelled || isForgotten) lose()
    if (name === 'FENCED_INSTANCE_ID') phase = 'ended'
    if (failure.passes || isExpelled) begun.resolve()
    else begun.reject(failure)
    if (isExpelled) return 0
    return failure.passes ? pauseAfterErrorMs : pauseWithoutHopeMs
  }

  const run = async (): Promise<void> => {
    while (!isOver()) {
      let restMs
      try {
        await look()
        hear(await send(epoch))
        restMs = everyMs
      } catch (error) {
        restMs = refused(error)
      }
      if (!isOver()) await signal.wait(restMs)
    }
  }

  const running = run()
  return {
    state: () => state,
    rebalances: () => rebalances,
    who: () => ({ memberId, generation: epoch === joins ? -1 : epoch }),
    begun: begun.promise,
    wind: () => {
      if (phase === 'running') phase = 'winding'
    },
    end: async () => {
      phase = 'ended'
      signal.raise()
      await running
      state = { _tag: 'Out', why: `the group "${joining.group}" was left` }
      // A farewell that does not arrive is one of a session that ends.
      if (epoch !== joins)
        await send(joining.instanceId === undefined ? leaves : leavesForAWhile).catch(() => undefined)
      epoch = joins
    },
  }
}
