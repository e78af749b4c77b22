import type { Joining, Member, Membership, Partition } from '../../src/driver.ts'
import { createMemoryCommits, type MemoryCommits } from './memory-commits.ts'
import { createSeat, give, takeBack, type Interleave, type Seat } from './memory-seat.ts'
import { sharesOf } from './memory-shares.ts'

/** A member as its group sees it. */
export interface GroupMember extends Member, Pick<MemoryCommits, 'refuse'> {
  /** The session ended: what it owned is lost, and it joins again. */
  readonly expel: () => void
  /** It is gone without a word, and hears nothing any more. */
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
}

/** @param partitionsOf the partitions of what a member subscribed to */
export const createMemoryGroup = (partitionsOf: (topics: Joining['topics']) => readonly Partition[]): MemoryGroup => {
  const seats: Seat[] = []
  const offsets = new Map<string, bigint>()
  let isDirty = false
  let isSharing = false

  const isFree = (name: string): boolean => !seats.some(({ owned }) => owned.has(name))

  const share = async (): Promise<void> => {
    for (const seat of seats) if (seat.state === 'expelled') seat.state = 'in'
    const present = seats.filter(({ state }) => state === 'in')
    const shares = [...sharesOf(present, partitionsOf)]
    await Promise.all(
      shares.map(([seat, own]) => {
        const isKept = (name: string): boolean => seat.joining.protocol !== 'eager' && own.has(name)
        return takeBack(
          seat,
          [...seat.owned].flatMap(([name, partition]) => (isKept(name) ? [] : [partition])),
        )
      }),
    )
    if (isDirty) return
    for (const [seat, own] of shares) {
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

  const remove = (seat: Seat): void => {
    if (seat.state === 'out') return
    seat.state = 'out'
    seat.owned.clear()
    seats.splice(seats.indexOf(seat), 1)
    seat.gone.resolve()
    changed()
  }

  return {
    offsets,
    changed,
    join: (joining, membership, interleave) => {
      const seat = createSeat(joining, membership, interleave)
      seats.push(seat)
      changed()
      return {
        ...createMemoryCommits(seat, offsets),
        state: () => (seat.state === 'in' ? { _tag: 'Joined' } : { _tag: 'Out', why: `this member is ${seat.state}` }),
        rebalances: () => seat.rebalances,
        leave: async () => {
          if (seat.state === 'out') return
          seat.state = 'leaving'
          await takeBack(seat, [...seat.owned.values()])
          remove(seat)
        },
        expel: () => {
          if (seat.state !== 'in') return
          seat.state = 'expelled'
          const owned = [...seat.owned.values()]
          seat.owned.clear()
          if (owned.length > 0) membership.lost(owned)
          changed()
        },
        crash: () => remove(seat),
        owned: () => [...seat.owned.keys()],
      }
    },
  }
}
