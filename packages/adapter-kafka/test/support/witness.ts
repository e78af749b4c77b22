import type { RelayWatcher } from './relay-model.ts'

/** What one relay was seen to hand out of a partition since it was assigned. */
interface Tenure {
  readonly handedOut: Set<bigint>
  readonly accepted: Set<bigint>
  isLeaving: boolean
}

/** Sees what relays do with the partitions of a group, and notes what must not be. */
export interface Witness {
  readonly watch: (relay: string) => RelayWatcher
  /** A record was written. */
  readonly wrote: (name: string, offset: bigint) => void
  /** A live verdict: its relay still had the record. */
  readonly accepted: (relay: string, name: string, offset: bigint) => void
  readonly returned: (relay: string, name: string, offset: bigint) => void
  /** The relay is gone without a word. */
  readonly crashed: (relay: string) => void
  readonly committed: (offsets: ReadonlyMap<string, bigint>) => void
  /** Whether all that was written is accepted. */
  readonly isDone: () => boolean
  /** How often a record was handed out that had ended before. */
  readonly doubled: () => number
  /** What was seen that must not be, one sentence each. */
  readonly wrongs: readonly string[]
}

/** @param mostSpan records from the first that has not ended to the newest handed out */
export const createWitness = (mostSpan: number): Witness => {
  const wrongs: string[] = []
  let doubled = 0
  const written = new Map<string, bigint[]>()
  const settled = new Map<string, Set<bigint>>()
  const tenures = new Map<string, Tenure>()
  const before = new Map<string, bigint>()
  /** By relay and partition: what is with the relay, and neither accepted nor returned. */
  const inHand = new Map<string, Set<bigint>>()

  const keyOf = (relay: string, name: string): string => `${relay} ${name}`
  const setOf = <K, V>(sets: Map<K, Set<V>>, key: K): Set<V> => {
    const known = sets.get(key) ?? new Set<V>()
    sets.set(key, known)
    return known
  }

  const handedOut = (relay: string, name: string, offset: bigint): void => {
    const tenure = tenures.get(keyOf(relay, name))
    if (tenure === undefined) return void wrongs.push(`${relay} hands out ${name} ${offset}, which is not its own`)
    if (tenure.isLeaving) wrongs.push(`${relay} hands out ${name} ${offset} after its revocation began`)
    const held = setOf(inHand, keyOf(relay, name))
    if (held.has(offset) || tenure.accepted.has(offset)) wrongs.push(`${relay} hands out ${name} ${offset} twice`)
    const known = [...tenure.handedOut]
    const earlier = known.find((one) => one < offset && !held.has(one) && !tenure.accepted.has(one))
    if (earlier !== undefined) wrongs.push(`${relay} hands out ${name} ${offset} before ${earlier}, which was returned`)
    if (!tenure.handedOut.has(offset)) {
      if (known.some((one) => one > offset)) wrongs.push(`${relay} hands out ${name} ${offset} late`)
      const last = known.at(-1)
      const missed = (written.get(name) ?? []).find((one) => last !== undefined && one > last && one < offset)
      if (missed !== undefined) wrongs.push(`${relay} hands out ${name} ${offset} and passes over ${missed}`)
    }
    if (settled.get(name)?.has(offset) === true) doubled += 1
    tenure.handedOut.add(offset)
    held.add(offset)
    const first = [...tenure.handedOut].filter((one) => !tenure.accepted.has(one)).toSorted((a, b) => Number(a - b))[0]
    const span = [...tenure.handedOut].filter((one) => first !== undefined && one >= first).length
    if (span > mostSpan) wrongs.push(`${relay} has ${span} records of ${name} between the first and the newest`)
  }

  const end = (relay: string, names: readonly string[]): void => {
    for (const name of names) {
      tenures.delete(keyOf(relay, name))
      inHand.delete(keyOf(relay, name))
    }
  }

  return {
    wrongs,
    doubled: () => doubled,
    watch: (relay) => ({
      handedOut: (name, offset) => handedOut(relay, name, offset),
      assigned: (names) => {
        end(relay, names)
        for (const name of names)
          tenures.set(keyOf(relay, name), { handedOut: new Set(), accepted: new Set(), isLeaving: false })
      },
      revoking: (names) => {
        for (const name of names) {
          const tenure = tenures.get(keyOf(relay, name))
          if (tenure !== undefined) tenure.isLeaving = true
        }
      },
      gone: (names) => end(relay, names),
    }),
    wrote: (name, offset) => {
      written.set(name, [...(written.get(name) ?? []), offset])
    },
    accepted: (relay, name, offset) => {
      setOf(settled, name).add(offset)
      tenures.get(keyOf(relay, name))?.accepted.add(offset)
      inHand.get(keyOf(relay, name))?.delete(offset)
    },
    returned: (relay, name, offset) => void inHand.get(keyOf(relay, name))?.delete(offset),
    crashed: (relay) => {
      for (const key of tenures.keys()) {
        if (!key.startsWith(`${relay} `)) continue
        tenures.delete(key)
        inHand.delete(key)
      }
    },
    committed: (offsets) => {
      for (const [name, offset] of offsets) {
        const done = settled.get(name)
        const open = (written.get(name) ?? []).find((one) => one < offset && done?.has(one) !== true)
        if (open !== undefined) wrongs.push(`${name} is committed to ${offset} while ${open} has not ended`)
        if (offset < (before.get(name) ?? 0n))
          wrongs.push(`${name} is committed to ${offset} after ${before.get(name)}`)
        before.set(name, offset)
      }
    },
    isDone: () => [...written].every(([name, offsets]) => offsets.every((one) => settled.get(name)?.has(one) === true)),
  }
}
