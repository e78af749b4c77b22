/** Gives numbers from 0 up to 1, like `Math.random`, and the same ones each time. */
export type Chance = () => number

/**
 * Chance from a seed: the generator mulberry32.
 *
 * @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export const createChance = (seed: number): Chance => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of several values. */
export const pick = <A>(chance: Chance, values: readonly [A, ...A[]]): A =>
  values[Math.floor(chance() * values.length)] ?? values[0]
