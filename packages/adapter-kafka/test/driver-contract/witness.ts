import type { Joining, Membership, Partition } from '../../src/driver.ts'

/** What was told to a member: `assigned 0,1`. */
export type Told = `${'assigned' | 'revoked' | 'lost'} ${string}`

/** Somebody who is told of a membership and keeps what was told. Letting go can be held up. */
export interface Witness {
  readonly membership: Membership
  readonly told: readonly Told[]
  /** Numbers of the partitions it holds, in order. */
  readonly held: () => readonly number[]
  /** What is revoked from now on is let go of when this is called. */
  readonly holdUp: () => () => void
  /** Called before `revoked` resolves. */
  onRevoked: (partitions: readonly Partition[]) => Promise<void>
}

const looks = new Set<() => void>()

/** Resolves when this is so; looked at whenever something was told to any witness. */
export const until = (isSo: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!isSo()) return
      looks.delete(look)
      resolve()
    }
    looks.add(look)
    look()
  })

/** @param onChange called when something was told: to look at several witnesses together */
export const createWitness = (onChange: () => void = () => undefined): Witness => {
  const told: Told[] = []
  const held = new Set<number>()
  let gate: Promise<void> = Promise.resolve()

  const changed = (): void => {
    onChange()
    for (const look of looks) look()
  }

  const tell = (what: 'assigned' | 'revoked' | 'lost', partitions: readonly Partition[]): void => {
    told.push(`${what} ${numbersOf(partitions).join()}`)
    changed()
  }

  const witness: Witness = {
    membership: {
      assigned: async (partitions) => {
        for (const { partition } of partitions) held.add(partition)
        tell('assigned', partitions)
      },
      revoked: async (partitions) => {
        tell('revoked', partitions)
        await gate
        await witness.onRevoked(partitions)
        for (const { partition } of partitions) held.delete(partition)
        changed()
      },
      lost: (partitions) => {
        for (const { partition } of partitions) held.delete(partition)
        tell('lost', partitions)
      },
    },
    told,
    held: () => [...held].toSorted((a, b) => a - b),
    holdUp: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
    onRevoked: async () => undefined,
  }
  return witness
}

const numbersOf = (partitions: readonly Partition[]): readonly number[] =>
  partitions.map(({ partition }) => partition).toSorted((a, b) => a - b)

/** Short for a test, and not shorter than brokers allow by default. */
export const joiningOf = (topic: string, protocol: Joining['protocol']): Joining => ({
  group: `${topic}-group`,
  topics: [topic],
  protocol,
  sessionTimeoutMs: 6000,
  rebalanceTimeoutMs: 20_000,
})
