import type { Freight, Packed } from './packing.ts'
import type { Refusal } from './refusal.ts'
import type { LastRun } from './suspects.ts'
import type { StatementName } from './statements.ts'

/** What SQLite stores. */
export type Value = string | number | null | Uint8Array

/** A statement with its parameters. */
export interface Operation {
  readonly does: StatementName
  readonly values: readonly Value[]
}

export type Row = readonly Value[]

/** What one operation gave: a count (1 for found, 0 for none), or the rows of a page. */
export type Result = number | readonly Row[]

/** A result on its way between threads. */
export type PackedResult = number | readonly (readonly Packed[])[]

/** Operations for one transaction. */
export interface Batch {
  /** Whether any of them writes. */
  readonly writes: boolean
  /** A name, its parameters, the next name: one list of plain values is cheap to clone. */
  readonly flat: readonly Packed[]
  readonly freight: Freight
}

/**
 * The answer to a batch. `guilty` is the operation that can never succeed; without it the state itself is ailing. `isDamaged`:
 * the file must be salvaged, and no batch will succeed any more.
 */
export type Reply =
  | { readonly _tag: 'Done'; readonly results: readonly PackedResult[]; readonly freight: Freight }
  | {
      readonly _tag: 'Failed'
      readonly message: string
      readonly guilty?: number | undefined
      readonly isDamaged?: boolean | undefined
    }

/** What the state file holds when it is opened, and how it is kept. */
export interface Opened {
  readonly _tag: 'Opened'
  readonly journalMode: Value
  readonly synchronous: Value
  /** For each source with rows in the journal: its name, events, bytes. */
  readonly journal: readonly (readonly [source: string, events: number, bytes: number])[]
  readonly letters: number
  /** The first id that no shipment has. */
  readonly nextShipment: number
  readonly lastRun: LastRun
  /** Single facts, by name. */
  readonly notes: readonly (readonly [name: string, text: string])[]
  /** The hashes of those who must not be sent, and the salt of these. */
  readonly suppressed: readonly Uint8Array[]
  readonly salt: string
  /** When the file was last salvaged, in milliseconds since the epoch. */
  readonly damagedAt?: number | undefined
}

/** What the thread is started with. */
export interface Opening {
  readonly dir: string
  /** Events of one source that this run works on at once, at most. 0: it works on none, and is no run. */
  readonly window: number
  /** Whether it replays files and nothing else: it is no run, and what it broke off is written with the replays. */
  readonly replaysOnly: boolean
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** What a thread says once the file is open: `incidents` is what a person must know of damage that was found just now. */
export interface Greeted {
  readonly _tag: 'Greeted'
  readonly opened: Opened
  readonly incidents: readonly string[]
}

/** The state file could not be opened. */
export interface Refused extends Refusal {
  readonly _tag: 'Refused'
}

/** Opening takes longer, and why. */
export interface Delayed {
  readonly _tag: 'Delayed'
  readonly message: string
}

/** The first messages of the thread: any number of delays, then one of the others. */
export type Greeting = Greeted | Refused | Delayed
