import type { Replay } from '../contracts/delivery.ts'
import type { JournalEntry } from '../contracts/journal.ts'
import { lettersRun } from './letters-run.ts'
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
export const readJournalRow = ([id, receivedAt, envelope, bytes, replay]: Row): JournalRow => {
  if (typeof id !== 'number' || typeof receivedAt !== 'number' || !(bytes instanceof Uint8Array)) {
    throw new Error('a row of the journal is not what its schema says')
  }
  // A copy: a view would keep the whole page in memory as long as one of its events is in flight.
  const copy = Buffer.from(bytes)
  const entry = typeof envelope === 'string' ? { bytes: copy, envelope, receivedAt } : { bytes: copy, receivedAt }
  return { id, entry: typeof replay === 'string' ? { ...entry, replay: readReplay(replay) } : entry }
}

/**
 * Only the journal writes it. Where a disk has changed it, a relay that ended over it would end at every start; and for which route
 * the event was meant is lost: a route that cannot be makes it a letter again.
 */
const readReplay = (text: string): Replay => {
  try {
    const replay: unknown = JSON.parse(text)
    if (isReplay(replay)) return replay
  } catch {
    // What cannot be read is as good as what says something else.
  }
  return { run: lettersRun, route: unreadableRoute }
}

/** No route of the settings has parentheses in its name. */
const unreadableRoute = '(unreadable)'

const parts: ReadonlySet<string> = new Set(['run', 'route', 'body', 'priority'])

const isReplay = (value: unknown): value is Replay => {
  if (typeof value !== 'object' || value === null || !('run' in value) || typeof value.run !== 'string') return false
  return Object.entries(value).every(([name, part]) => parts.has(name) && typeof part === 'string')
}
