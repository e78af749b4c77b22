/** Tells whether a text came before. It remembers 53 bits of each: of ten million texts one may be taken for another. */
export interface Seen {
  /** Whether it is the first time. */
  readonly isNew: (text: string) => boolean
}

/** So many places at first; they double when half are taken: 16 to 32 bytes for a text. */
const firstPlaces = 1 << 12

export const createSeen = (): Seen => {
  let places = new Float64Array(firstPlaces)
  let taken = 0

  const grow = (): void => {
    const wider = new Float64Array(places.length * 2)
    for (const hash of places) if (hash !== 0) put(wider, hash)
    places = wider
  }

  return {
    isNew: (text) => {
      const isNew = put(places, hashOf(text))
      if (isNew) taken += 1
      if (taken * 2 > places.length) grow()
      return isNew
    },
  }
}

/** False where it is there. */
const put = (into: Float64Array, hash: number): boolean => {
  for (let at = hash % into.length; ; at = (at + 1) % into.length) {
    if (into[at] === hash) return false
    if (into[at] !== 0) continue
    into[at] = hash
    return true
  }
}

/** A whole number from 1 to 2^53 - 1: two hashes of 32 bits, each of FNV's kind with a factor of its own. */
const hashOf = (text: string): number => {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0) || 1
}
