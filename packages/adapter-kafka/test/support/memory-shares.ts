import type { Joining, Partition } from '../../src/driver.ts'
import { nameOf } from '../../src/locate.ts'
import type { Seat } from './memory-seat.ts'

/** What each is to have: it keeps what it has, as far as that is no more than its part. */
export const sharesOf = (
  seats: readonly Seat[],
  partitionsOf: (topics: Joining['topics']) => readonly Partition[],
): ReadonlyMap<Seat, ReadonlyMap<string, Partition>> => {
  const all = new Map(seats.flatMap(({ joining }) => partitionsOf(joining.topics)).map((one) => [nameOf(one), one]))
  const most = Math.ceil(all.size / Math.max(1, seats.length))
  const shared = new Map(seats.map((seat) => [seat, new Map<string, Partition>()]))
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
