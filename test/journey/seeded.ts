/** Chance that comes again with its seed. */
export interface Chance {
  /** From 0 to 1. */
  readonly next: () => number
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number
  readonly oneOf: <A>(choices: readonly [A, ...A[]]) => A
}

/** The generator mulberry32 (Tommy Ettinger, public domain): 32 bits of state, enough to choose moments. */
export const seeded = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return { next, between, oneOf: (choices) => choices[between(0, choices.length - 1)] ?? choices[0] }
}

/** The seed in the environment variable `SEED`, or a new one. A proof that fails tells its seed. */
export const seedOfRun = (): number => Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32))
