/** Chance that comes out the same from the same seed. */
export interface Random {
  /** A whole number of the range, both ends included. */
  readonly between: (least: number, most: number) => number
  readonly pick: <C extends readonly [unknown, ...unknown[]]>(choices: C) => C[number]
  /** True so many times out of a hundred. */
  readonly chance: (percent: number) => boolean
}

/** Mulberry32, a small generator of 32 bits: good enough to make up a shop. */
export const createRandom = (seed: number): Random => {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return {
    between,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    chance: (percent) => next() * 100 < percent,
  }
}
