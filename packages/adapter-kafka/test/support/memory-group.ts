import type { CommitFailure, Joining, Member, Membership, Partition, Position } from '../../src/driver.ts'

/** What lets something happen: a test may hold it back. */
export type Interleave = (what: string) => Promise<void>

/** A member as its group sees it. */
export interface GroupMember extends Member {
  /** The session ended: what it owned is lost, and it joins again. */
  readonly expel: () => void
  /** It is gone without a word, and hears nothing any more. */
  readonly crash: () => void
  readonly owned: () => readonly string[]
  /** The next commits, so many, are refused with this error. */
  readonly refuse: (error: string, canRepeat: boolean, times: number) => void
}

/** A consumer group: who is in it, who owns what, and what it has committed. */
export interface MemoryGroup {
  readonly join: (joining: Joining, membership: Membership, interleave: Interleave) => GroupMember
  /** By the partition's name, `topic-partition`. */
  readonly offsets: Map<string, bigint>
  /** Partitions came or went. */
  readonly changed: () => void
}

interface Seat {
  readonly joining: Joining
  readonly membership: Membership
  readonly interleave: Interleave
  readonly owned: Map<string, Partition>
  readonly gone: PromiseWithResolvers<void>
  state: 'in' | 'expelled' | 'leaving' | 'out'
  rebalances: number
  told: Promise<void>
}

export const nameOf = ({ topic, partition }: Partition): string => `${topic}-${partition}`

/** @param partitionsOf the partitions of what a member subscribed to */
export const createMemoryGroup = (partitionsOf: (topics: Joining['topics']) => readonly Partition[]): MemoryGroup => {
  const seats: Seat[] = []
  const offsets = new Map<string, bigint>()
  let isDirty = false
  let isSharing = false

  /** Keeps what each has, as far as that is no more than its part. */
  const shares = (): ReadonlyMap<Seat, ReadonlyMap<string, Partition>> => {
    const present = seats.filter(({ state }) => state === 'in')
    const all = new Map(present.flatMap(({ joining }) => partitionsOf(joining.topics)).map((one) => [nameOf(one), one]))
    const most = Math.ceil(all.size / Math.max(1, present.length))
    const shared = new Map(present.map((seat) => [seat, new Map<string, Partition>()]))
    for (const [seat, own] of shared) {
      for (const [name, partition] of seat.owned) {
        if (own.size < most && all.delete(name)) own.set(name, partition)
      }
    }
    for (const [name, partition] of all) {
      const [least] = [...shared.values()].toSorted((a, b) => a.size - b.size)
      least?.set(name, partition)
    }
    return shared
  }

  /** One call after the other; a member that is gone is not waited for. */
  const tell = (seat: Seat, what: string, call: () => Promise<void>): Promise<void> => {
    const before = seat.told
    seat.told = (async () => {
      await before
      await seat.interleave(what)
      if (seat.state !== 'out') await call()
    })()
    return Promise.race([seat.told, seat.gone.promise])
  }

  const revoke = async (seat: Seat, partitions: readonly Partition[]): Promise<void> => {
    if (partitions.length === 0) return
    await tell(seat, 'revoked', async () => {
      const own = partitions.filter((partition) => seat.owned.has(nameOf(partition)))
      if (own.length > 0) await seat.membership.revoked(own)
    })
    for (const partition of partitions) seat.owned.delete(nameOf(partition))
  }

  const isFree = (name: string): boolean => !seats.some(({ owned }) => owned.has(name))

  const share = async (): Promise<void> => {
    for (const seat of seats) if (seat.state === 'expelled') seat.state = 'in'
    const before = shares()
    await Promise.all(
      [...before].map(([seat, own]) => {
        const kept = seat.joining.protocol === 'eager' ? new Map<string, Partition>() : own
        return revoke(
          seat,
          [...seat.owned].flatMap(([name, partition]) => (kept.has(name) ? [] : [partition])),
        )
      }),
    )
    if (isDirty) return
    for (const [seat, own] of before) {
      const fresh = [...own].filter(([name]) => isFree(name))
      seat.rebalances += 1
      if (fresh.length === 0) continue
      for (const [name, partition] of fresh) seat.owned.set(name, partition)
      await tell(seat, 'assigned', async () => {
        const own = fresh.filter(([name]) => seat.owned.has(name)).map(([, partition]) => partition)
        if (own.length > 0) await seat.membership.assigned(own)
      })
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
      const gone = Promise.withResolvers<void>()
      const seat: Seat = {
        joining,
        membership,
        interleave,
        owned: new Map(),
        gone,
        state: 'in',
        rebalances: 0,
        told: Promise.resolve(),
      }
      let refusals: { error: string; canRepeat: boolean; times: number } | undefined
      seats.push(seat)
      changed()

      const commitOne = (position: Position): readonly CommitFailure[] => {
        const { topic, partition, offset } = position
        if (seat.state === 'out' || seat.state === 'expelled')
          return [{ topic, partition, error: 'UNKNOWN_MEMBER_ID', canRepeat: false }]
        if (!seat.owned.has(nameOf(position)))
          return [{ topic, partition, error: 'ILLEGAL_GENERATION', canRepeat: true }]
        offsets.set(nameOf(position), offset)
        return []
      }

      return {
        state: () => (seat.state === 'in' ? { _tag: 'Joined' } : { _tag: 'Out', why: `this member is ${seat.state}` }),
        rebalances: () => seat.rebalances,
        commit: async (positions) => {
          await interleave('commit')
          const refused = refusals !== undefined && refusals.times > 0 ? refusals : undefined
          if (refused !== undefined) refused.times -= 1
          const failures = positions.flatMap((position) =>
            refused === undefined
              ? commitOne(position)
              : [{ topic: position.topic, partition: position.partition, ...only(refused) }],
          )
          await interleave('committed')
          return failures
        },
        leave: async () => {
          if (seat.state === 'out') return
          seat.state = 'leaving'
          await revoke(seat, [...seat.owned.values()])
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
        refuse: (error, canRepeat, times) => {
          refusals = { error, canRepeat, times }
        },
      }
    },
  }
}

const only = ({ error, canRepeat }: { error: string; canRepeat: boolean }) => ({ error, canRepeat })
