import type { Row, Value } from './messages.ts'

/** Asks a state file: rows of what SQLite stores, all of them. */
export type Query = (sql: string, values?: readonly Value[]) => readonly Row[]
