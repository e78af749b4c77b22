import type { JournalEntry } from '../contracts/journal.ts'
import type { Row } from './messages.ts'

/** An entry with its place in the journal. */
export interface JournalRow {
  readonly id: number
  readonly entry: JournalEntry
}

/** What an entry counts against the journal's bytes. */
export const sizeOfEntry = ({ bytes, envelope }: JournalEntry): number =>
  bytes.byteLength + (envelope === undefined ? 0 : Buffer.byteLength(envelope))

/** A row of the statement `read`. */
export const readJournalRow = ([id, receivedAt, envelope, bytes]: Row): JournalRow => {
  if (typeof id !== 'number' || typeof receivedAt !== 'number' || !(bytes instanceof Uint8Array)) {
    throw new Error('a row of the journal is not what its schema says')
  }
  // A copy: a view would keep the whole page in memory as long as one of its events is in flight.
  const copy = Buffer.from(bytes)
  return {
    id,
    entry: typeof envelope === 'string' ? { bytes: copy, envelope, receivedAt } : { bytes: copy, receivedAt },
  }
}
