import type { Joining, Membership, Partition } from '../../src/driver.ts'
import { nameOf } from '../../src/locate.ts'

/** What lets something happen: a test may hold it back. */
export type Interleave = (what: string) => Promise<void>

/** A member's place in its group: what is its own, and how it is told. */
export interface Seat {
  readonly joining: Joining
  readonly membership: Membership
  readonly interleave: Interleave
  readonly owned: Map<string, Partition>
  /** Resolves when nobody is there any more who could be waited for. */
  readonly gone: PromiseWithResolvers<void>
  state: 'in' | 'expelled' | 'leaving' | 'out'
  rebalances: number
  told: Promise<void>
}

export const createSeat = (joining: Joining, membership: Membership, interleave: Interleave): Seat => ({
  joining,
  membership,
  interleave,
  owned: new Map(),
  gone: Promise.withResolvers(),
  state: 'in',
  rebalances: 0,
  told: Promise.resolve(),
})

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

/** Resolves when it was told that these are its own. */
export const give = async (seat: Seat, partitions: readonly Partition[]): Promise<void> => {
  if (partitions.length === 0) return
  for (const partition of partitions) seat.owned.set(nameOf(partition), partition)
  await tell(seat, 'assigned', async () => {
    const own = partitions.filter((partition) => seat.owned.has(nameOf(partition)))
    if (own.length > 0) await seat.membership.assigned(own)
  })
}

/** Resolves when it has let go of these. They are its own until then. */
export const takeBack = async (seat: Seat, partitions: readonly Partition[]): Promise<void> => {
  if (partitions.length === 0) return
  await tell(seat, 'revoked', async () => {
    const own = partitions.filter((partition) => seat.owned.has(nameOf(partition)))
    if (own.length > 0) await seat.membership.revoked(own)
  })
  for (const partition of partitions) seat.owned.delete(nameOf(partition))
}
