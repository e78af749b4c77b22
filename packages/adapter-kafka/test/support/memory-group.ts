import type { Clock } from '../../src/clock.ts'
import type { Joining, Member, Membership, Partition } from '../../src/driver.ts'
import { createMemoryCommits, type MemoryCommits } from './memory-commits.ts'
import {
  createEmptySeat,
  createSeat,
  endSession,
  finish,
  give,
  takeBackAllBut,
  tellLost,
  type Interleave,
  type Seat,
} from './memory-seat.ts'
import { sharesOf } from './memory-shares.ts'

/** A member as its group sees it. */
export interface GroupMember extends Member, Pick<MemoryCommits, 'refuse'> {
  /** The session ended: what it owned is lost. When it learns of it, it joins again. */
  readonly expel: () => void
  /** It is gone without a word, and hears nothing any more. Its session ends at once, but that of a static member. */
  readonly crash: () => void
  readonly owned: () => readonly string[]
}

/** A consumer group: who is in it, who owns what, and what it has committed. */
export interface MemoryGroup {
  readonly join: (joining: Joining, membership: Membership, interleave: Interleave) => GroupMember
  /** By the partition's name, `topic-partition`. */
  readonly offsets: Map<string, bigint>
  /** Partitions came or went. */
  readonly changed: () => void
  /** The sessions of all members end at once. */
  readonly expel: () => void
}

/** @param partitionsOf the partitions of what a member subscribed to */
export const createMemoryGroup = (
  partitionsOf: (topics: Joining['topics']) => readonly Partition[],
  clock: Pick<Clock, 'wait'>,
): MemoryGroup => {
  const seats: Seat[] = []
  const offsets = new Map<string, bigint>()
  let isDirty = false
  let isSharing = false

  const isFree = (name: string): boolean => !seats.some(({ owned }) => owned.has(name))

  const share = async (): Promise<void> => {
    const present = seats.filter(({ state }) => state === 'in')
    const shares = [...sharesOf(present, partitionsOf)]
    await Promise.all(
      shares.map(([seat, own]) => takeBackAllBut(seat, (name) => seat.joining.protocol !== 'eager' && own.has(name))),
    )
    if (isDirty) return
    for (const [seat, own] of shares) {
      // Who came or went meanwhile has made it dirty.
      if (seat.state !== 'in') continue
      seat.rebalances += 1
      await give(
        seat,
        [...own].flatMap(([name, partition]) => (isFree(name) ? [partition] : [])),
      )
    }
  }

  const changed = (): void => {
    isDirty = true
    if (isSharing) return
    isSharing = true
    void (async () => {
      while (isDirty) {
        isDirty = false
        await share()
      }
      isSharing = false
    })()
  }

  const close = (seat: Seat, ...successors: readonly Seat[]): void => {
    seat.state = 'out'
    seat.owned.clear()
    seats.splice(seats.indexOf(seat), 1, ...successors)
    seat.gone.resolve()
    // Where a seat only changes hands, nobody else is to notice.
    if (successors.length === 0 || isSharing) changed()
  }

  const leave = async (seat: Seat): Promise<void> => {
    if (seat.state === 'out') return
    seat.state = 'leaving'
    tellLost(seat)
    await finish(seat, [...seat.owned.values()])
    depart(seat)
  }

  /** A static member leaves its name behind, and with it what it has. */
  const depart = (seat: Seat): void => {
    if (seat.state === 'out') return
    if (seat.joining.instanceId === undefined || seat.state === 'expelled') return close(seat)
    const empty = createEmptySeat(seat)
    close(seat, empty)
    void expire(empty)
  }

  const expire = async (empty: Seat): Promise<void> => {
    await clock.wait(empty.joining.sessionTimeoutMs)
    if (empty.state !== 'out') close(empty)
  }

  /** Who has the name now has the seat; who had it, if he is there still, has lost all. */
  const succeed = (before: Seat, seat: Seat): void => {
    const owned = [...before.owned.values()]
    const isComplete = before.state === 'in'
    endSession(before)
    tellLost(before)
    close(before, seat)
    void give(seat, owned)
    if (!isComplete) changed()
  }

  const expel = (seat: Seat): void => {
    if (seat.state !== 'in') return
    endSession(seat)
    changed()
    void comeAgain(seat)
  }

  const comeAgain = async (seat: Seat): Promise<void> => {
    await seat.interleave('expelled')
    if (seat.state !== 'expelled') return
    tellLost(seat)
    seat.state = 'in'
    changed()
  }

  return {
    offsets,
    changed,
    expel: () => [...seats].forEach(expel),
    join: (joining, membership, interleave) => {
      const seat = createSeat(joining, membership, interleave)
      let leaving: Promise<void> | undefined
      const namesake = seats.find(
        ({ joining: { instanceId } }) => instanceId !== undefined && instanceId === joining.instanceId,
      )
      if (namesake === undefined) {
        seats.push(seat)
        changed()
      } else succeed(namesake, seat)
      return {
        ...createMemoryCommits(seat, offsets),
        state: () =>
          seat.state === 'in' || seat.state === 'expelled'
            ? { _tag: 'Joined' }
            : { _tag: 'Out', why: `this member is ${seat.state}` },
        rebalances: () => seat.rebalances,
        leave: () => (leaving ??= leave(seat)),
        expel: () => expel(seat),
        crash: () => depart(seat),
        owned: () => [...seat.owned.keys()],
      }
    },
  }
}
