import type { Partition } from '../../driver.ts'
import { partitionsOf } from '../cluster.ts'
import { nameOf } from '../errors.ts'
import { failureOf } from '../failure.ts'
import { without } from '../partition-keys.ts'
import { classicRound, type Identity } from './classic-round.ts'
import { signatureOf, type Keeping, type MemberParts } from './member-parts.ts'
import { createSignal } from './signal.ts'

/** The group goes on without us: what we held is somebody else's. */
const expelled: ReadonlySet<string> = new Set(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID'])

/** The group no longer knows the name that it gave us. */
const forgotten: ReadonlySet<string> = new Set(['UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID'])

/** A member that asks often is told soon that the group is shared out anew. */
const heartbeatsInSession = 10
const slowestHeartbeatMs = 3000
const pauseAfterErrorMs = 250
const pauseWithoutHopeMs = 5000

/** Beyond the time that others have to come to a round. */
const patienceMs = 5000

/**
 * A member of a classic group, cooperative or eager. Heartbeats go on while partitions are being let go of, so that this may take
 * longer than a session; they rest only while the group waits for its members.
 */
export const keepClassic = (parts: MemberParts): Keeping => {
  const { joining, cluster, coordinator, calls, holding, ticks, lookAfterMs } = parts
  const parked = cluster.apart(joining.rebalanceTimeoutMs + patienceMs)
  const identity: Identity = { memberId: '', generation: -1 }
  const signal = createSignal()
  const begun = Promise.withResolvers<void>()
  let state: ReturnType<Keeping['state']> = { _tag: 'Out', why: `joining the group "${joining.group}"` }
  let rebalances = 0
  let phase: 'running' | 'winding' | 'fenced' = 'running'
  let isInRound = false
  let isAnewWanted = true
  let isLeader = false
  let sharedOut = ''
  let heardAt = ticks()
  let lookedAt = ticks()
  let topics: readonly string[] = []

  const isRunning = (): boolean => phase === 'running'

  const anew = (): void => {
    isAnewWanted = true
    signal.raise()
  }

  const lose = (name: string | undefined): void => {
    holding.lose()
    identity.generation = -1
    if (name !== undefined && forgotten.has(name)) identity.memberId = ''
    if (name === 'FENCED_INSTANCE_ID') phase = 'fenced'
    anew()
  }

  /** How long to rest before it is tried again. */
  const out = (error: unknown): number => {
    const failure = failureOf(error, cluster.circumstances(`stay in the group "${joining.group}"`))
    state = { _tag: 'Out', why: failure.message }
    if (failure.passes) begun.resolve()
    else begun.reject(failure)
    return failure.passes ? pauseAfterErrorMs : pauseWithoutHopeMs
  }

  const look = async (): Promise<string> => {
    lookedAt = ticks()
    try {
      const found = await cluster.topics(joining.topics)
      topics = found.map(({ name }) => name)
      return signatureOf(partitionsOf(found))
    } catch (error) {
      // A member that has begun goes on with what it knew.
      if (topics.length === 0) throw error
      return sharedOut
    }
  }

  /** The partitions that a round gave us; undefined where it came to nothing. */
  const round = async (): Promise<readonly Partition[] | undefined> => {
    isAnewWanted = false
    isInRound = true
    try {
      sharedOut = await look()
      const { isLeader: leads, target } = await classicRound(parts, parked, identity, topics, begun.resolve)
      isLeader = leads
      state = { _tag: 'Joined' }
      rebalances += 1
      return target
    } catch (error) {
      isAnewWanted = true
      // Heartbeats go on while it rests.
      isInRound = false
      const name = nameOf(error)
      if (name === 'REBALANCE_IN_PROGRESS') return undefined
      const pauseMs = out(error)
      if (name !== undefined && expelled.has(name)) lose(name)
      else await signal.wait(pauseMs)
      return undefined
    } finally {
      isInRound = false
      heardAt = ticks()
    }
  }

  const settle = async (target: readonly Partition[]): Promise<void> => {
    const surplus = without(holding.held(), target)
    await holding.take(without(target, holding.held()))
    if (surplus.length === 0) return
    await holding.release(surplus)
    // Only now the leader may give them to others.
    anew()
  }

  const run = async (): Promise<void> => {
    while (isRunning()) {
      if (!isAnewWanted) {
        await signal.wait()
        continue
      }
      if (joining.protocol === 'eager') await holding.release(holding.held())
      const target = isRunning() ? await round() : undefined
      if (target !== undefined && isRunning()) await settle(target)
    }
  }

  const beat = async (): Promise<void> => {
    const { memberId, generation } = identity
    try {
      await coordinator.call(calls, 'Heartbeat', joining.group, generation, memberId, joining.instanceId ?? null)
      heardAt = ticks()
      if (ticks() - lookedAt < lookAfterMs || !isRunning()) return
      const names = topics.join()
      const isChanged = (await look()) !== sharedOut
      if (isChanged && (isLeader || topics.join() !== names)) anew()
    } catch (error) {
      // An answer to what we were before the round that began meanwhile.
      if (isInRound || identity.generation !== generation) return
      const name = nameOf(error)
      if (name === 'REBALANCE_IN_PROGRESS') return anew()
      if (name !== undefined && expelled.has(name)) {
        out(error)
        return lose(name)
      }
      // Who hears nothing of the broker for as long as a session was expelled, or will be.
      if (ticks() - heardAt < joining.sessionTimeoutMs) return
      out(error)
      lose(name)
    }
  }

  const everyMs = Math.min(slowestHeartbeatMs, joining.sessionTimeoutMs / heartbeatsInSession)
  let isBeating = false
  const heart = setInterval(() => {
    if (isInRound || isBeating || identity.generation < 0) return
    isBeating = true
    void beat().finally(() => {
      isBeating = false
    })
  }, everyMs)

  const wind = (): void => {
    if (isRunning()) phase = 'winding'
    signal.raise()
  }

  const running = run()
  return {
    state: () => state,
    rebalances: () => rebalances,
    who: () => ({ ...identity }),
    begun: begun.promise,
    wind,
    end: async () => {
      wind()
      clearInterval(heart)
      state = { _tag: 'Out', why: `the group "${joining.group}" was left` }
      if (joining.instanceId === undefined && identity.memberId !== '') {
        const farewell = [{ memberId: identity.memberId }]
        // A farewell that does not arrive is one of a session that ends.
        await coordinator.call(calls, 'LeaveGroup', joining.group, farewell).catch(() => undefined)
      }
      identity.generation = -1
      await parked.close()
      await running
    },
  }
}
