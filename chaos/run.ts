import type { Chance } from '../test/journey/seeded.ts'
import type { Conservation } from './world/conservation.ts'

/** What a run is given. */
export interface Circumstances {
  /** The same seed makes the same choices again; what the machine makes of them is its own. */
  readonly seed: number
  readonly chance: Chance
  /** Whether all of it must take seconds, with fewer faults. */
  readonly isShort: boolean
  /** Every scrape of the run goes through it. */
  readonly conservation: Conservation
  /** Tells how far a long run has come. */
  readonly note: (line: string) => void
  /** Environment variables of each relay. */
  readonly environment: Readonly<Record<string, string>>
}

/** What was counted, by name; groups of counts by theirs. */
export interface Counted {
  readonly [name: string]: number | string | Counted
}

/** What a run found. */
export interface Findings {
  readonly counted: Counted
  /** What should have been otherwise, a sentence each. Empty where every bar holds. */
  readonly failures: readonly string[]
}

/** One kind of fault, made many times, with what must hold in the end. */
export interface Run {
  /** `R1`. */
  readonly name: string
  /** What is done, in a few words. */
  readonly title: string
  readonly perform: (circumstances: Circumstances) => Promise<Findings>
}
