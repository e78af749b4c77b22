import type { JournalEntry } from '../contracts/journal.ts'
import { readJournalRow } from './journal-row.ts'
import type { Query } from './query.ts'

/** An event that waits in the journal. */
export interface WaitingEvent {
  readonly id: number
  /** The log it lies in: the source's name, and for what is replayed `/replay` after it. */
  readonly log: string
  readonly entry: JournalEntry
}

/** Looks at the journal. */
export interface EventsReader {
  /** The next events after a number, at most so many, oldest first. */
  readonly page: (after: number, most: number) => readonly WaitingEvent[]
  /** How many events of a log were there before this one. */
  readonly before: (event: Pick<WaitingEvent, 'id' | 'log'>) => number
}

/** Looks at the journal of a state file. */
export const createEventsReader = (query: Query): EventsReader => ({
  page: (after, most) =>
    query('SELECT id, received_at, envelope, bytes, replay, source FROM journal WHERE id > ? ORDER BY id LIMIT ?', [
      after,
      most,
    ]).map((row) => ({ ...readJournalRow(row), log: String(row[5]) })),
  before: ({ id, log }) => Number(query('SELECT count(*) FROM journal WHERE source = ? AND id < ?', [log, id])[0]?.[0]),
})
