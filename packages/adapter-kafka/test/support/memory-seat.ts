import type { Joining, Membership, Partition } from '../../src/driver.ts'
import { nameOf } from '../../src/locate.ts'

/** What lets something happen: a test may hold it back. */
export type Interleave = (what: string) => Promise<void>

/** A member's place in its group: what is its own, and how it is told. */
export interface Seat {
  readonly joining: Joining
  readonly membership: Membership
  readonly interleave: Interleave
  /** By name. A partition that comes again is another object: what was begun before cannot pass for it. */
  readonly owned: Map<string, Partition>
  /** What was its own when its session ended, until it is told. */
  readonly lost: Partition[]
  /** Resolves when nobody is there any more who could be waited for. */
  readonly gone: PromiseWithResolvers<void>
  /** `expelled`: the session ended, and the member does not know it yet. */
  state: 'in' | 'expelled' | 'leaving' | 'out'
  rebalances: number
  told: Promise<void>
}

export const createSeat = (joining: Joining, membership: Membership, interleave: Interleave): Seat => ({
  joining,
  membership,
  interleave,
  owned: new Map(),
  lost: [],
  gone: Promise.withResolvers(),
  state: 'in',
  rebalances: 0,
  told: Promise.resolve(),
})

/** The seat of a static member that is away: its name keeps its partitions, and nobody is there to be told. */
export const createEmptySeat = ({ joining, owned }: Seat): Seat => {
  const nobody = { assigned: async () => undefined, revoked: async () => undefined, lost: () => undefined }
  const seat = createSeat(joining, nobody, async () => undefined)
  for (const [name, partition] of owned) seat.owned.set(name, partition)
  return seat
}

const holds = (seat: Seat, partition: Partition): boolean => seat.owned.get(nameOf(partition)) === partition

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
  const given = partitions.map((partition) => ({ ...partition }))
  for (const partition of given) seat.owned.set(nameOf(partition), partition)
  await tell(seat, 'assigned', async () => {
    const own = given.filter((partition) => holds(seat, partition))
    if (own.length > 0) await seat.membership.assigned(own)
  })
}

/** Resolves when what is under way in these has come to its end. */
export const finish = (seat: Seat, partitions: readonly Partition[]): Promise<void> =>
  tell(seat, 'revoked', async () => {
    const own = partitions.filter((partition) => holds(seat, partition))
    if (own.length > 0) await seat.membership.revoked(own)
  })

/** Resolves when it has let go of all that it has but these. They are its own until then. */
export const takeBackAllBut = async (seat: Seat, isKept: (name: string) => boolean): Promise<void> => {
  const surplus = [...seat.owned].flatMap(([name, partition]) => (isKept(name) ? [] : [partition]))
  if (surplus.length === 0) return
  await finish(seat, surplus)
  for (const partition of surplus) if (holds(seat, partition)) seat.owned.delete(nameOf(partition))
}

/** Its session ended: nothing is its own any more, and it does not know it yet. */
export const endSession = (seat: Seat): void => {
  seat.state = 'expelled'
  seat.lost.push(...seat.owned.values())
  seat.owned.clear()
}

/** Tells it what it lost when its session ended. */
export const tellLost = ({ lost, membership }: Seat): void => {
  const partitions = lost.splice(0)
  if (partitions.length > 0) membership.lost(partitions)
}
