import type { Freight, Packed } from './packing.ts'
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

/** The answer to a batch. `guilty` is the operation that can never succeed; without it the state itself is ailing. */
export type Reply =
  | { readonly _tag: 'Done'; readonly results: readonly PackedResult[]; readonly freight: Freight }
  | { readonly _tag: 'Failed'; readonly message: string; readonly guilty?: number | undefined }

/** What the state file holds when it is opened, and how it is kept. */
export interface Opened {
  readonly _tag: 'Opened'
  readonly journalMode: Value
  readonly synchronous: Value
  /** For each source with rows in the journal: its name, events, bytes. */
  readonly journal: readonly (readonly [source: string, events: number, bytes: number])[]
  readonly letters: number
}

/** The state file could not be opened, and what to do about it. */
export interface Refused {
  readonly _tag: 'Refused'
  readonly message: string
}

/** The first message of the thread. */
export type Greeting = Opened | Refused
