import type { DatabaseSync } from 'node:sqlite'

/** What damage leaves in doubt, whatever the routes say: what is written of a shipment may be gone. */
export interface Doubts {
  /** When the state was last found damaged, in milliseconds since the epoch. */
  readonly at: number
  /** Of each log of the journal: the last event whose shipments are in doubt. Ids never come again. */
  readonly through: readonly (readonly [log: string, id: number])[]
  /** Whether a run has ended in order since, so that sources with logs of their own stand in no doubt any more. */
  readonly isOver: boolean
}

const note = 'damage'

/**
 * Writes down what is in doubt in a file that was just salvaged, or has lost its last commits.
 *
 * What was under way lay among the first events of each source, as many as were worked on at once, and an intent that is lost
 * was one of theirs. Where the last commits are gone, whatever waits may have been sent since.
 *
 * @param window events of one source that were worked on at once, at most; undefined where the last commits are gone
 */
export const noteDoubts = (database: DatabaseSync, window: number | undefined, now: number): void => {
  const logs = database.prepare('SELECT source, max(id) AS last FROM journal GROUP BY source').all()
  const at = database.prepare('SELECT id FROM journal WHERE source = ? ORDER BY id LIMIT 1 OFFSET ?')
  const through = new Map(readDoubts(database)?.through)
  for (const { source, last } of logs) {
    const log = String(source)
    const bound = window === undefined ? undefined : at.get(log, Math.max(0, window - 1))?.['id']
    through.set(log, Math.max(through.get(log) ?? 0, Number(bound ?? last)))
  }
  write(database, { at: Math.trunc(now), through: [...through], isOver: false })
  // Whatever the last run wrote of its end: from here on a run that has ended is one that was told of this.
  database.exec('UPDATE runs SET ended_at = NULL')
}

/** A run has ended in order: whatever was in doubt beside the journal was told to it. */
export const endDoubts = (database: DatabaseSync, doubts: Doubts): void => write(database, { ...doubts, isOver: true })

/** Undefined where the state was never damaged. */
export const readDoubts = (database: DatabaseSync): Doubts | undefined => {
  const text = database.prepare('SELECT text FROM notes WHERE name = ?').get(note)?.['text']
  if (typeof text !== 'string') return undefined
  try {
    const { at, through, isOver }: Partial<Doubts> = JSON.parse(text) // only this file writes it
    return at === undefined || through === undefined ? undefined : { at, through, isOver: isOver ?? false }
  } catch {
    return undefined
  }
}

const write = (database: DatabaseSync, doubts: Doubts): void => {
  const sql = 'INSERT INTO notes (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text'
  database.prepare(sql).run(note, JSON.stringify(doubts))
}
