import type { Membership, Partition } from '../../driver.ts'
import { keyOf, without } from '../partition-keys.ts'

/** The partitions that a member holds. Whoever works on them is told of each change, of one after the other. */
export interface Holding {
  /** Those that are being let go of, too. */
  readonly held: () => readonly Partition[]
  readonly holds: (partition: Partition) => boolean
  /** Resolves when it was told that these are ours. */
  readonly take: (partitions: readonly Partition[]) => Promise<void>
  /** Resolves when what is under way in these has come to its end. They are held until then. */
  readonly release: (partitions: readonly Partition[]) => Promise<void>
  /** All of them belong to somebody else already. Told at once, whatever else is being told. */
  readonly lose: () => void
}

export const createHolding = (membership: Membership): Holding => {
  const held = new Map<string, Partition>()
  let telling: Promise<void> = Promise.resolve()

  const next = (tell: () => Promise<void>): Promise<void> => {
    telling = telling.then(tell)
    return telling
  }

  const holds = (partition: Partition): boolean => held.has(keyOf(partition))

  return {
    held: () => [...held.values()],
    holds,
    take: (partitions) =>
      next(async () => {
        const taken = without(partitions, [...held.values()])
        if (taken.length === 0) return
        for (const partition of taken) held.set(keyOf(partition), partition)
        await membership.assigned(taken)
      }),
    release: (partitions) =>
      next(async () => {
        // What was lost meanwhile is not ours to let go of.
        const released = partitions.filter(holds)
        if (released.length === 0) return
        await membership.revoked(released)
        for (const partition of released) held.delete(keyOf(partition))
      }),
    lose: () => {
      const lost = [...held.values()]
      held.clear()
      if (lost.length > 0) membership.lost(lost)
    },
  }
}
