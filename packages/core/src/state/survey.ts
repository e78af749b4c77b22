import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Opened, Opening, Row } from './messages.ts'
import { endDoubts, readDoubts, type Doubts } from './salvage/doubts.ts'
import type { LastRun } from './suspects.ts'

/**
 * Reads what a run must know of the state file before it begins, and writes down that it began. Who works on no event of
 * the journal is no run: what the last one left in doubt is still to be told to the next.
 */
export const survey = (database: DatabaseSync, { window, replaysOnly, now }: Opening): Opened => {
  const rows = (sql: string): readonly Row[] => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement.all() as unknown as readonly Row[] // arrays of what SQLite stores, as asked for
  }
  const one = (sql: string) => rows(sql)[0]?.[0] ?? null
  const doubts = readDoubts(database)
  const broken = rows(`SELECT id FROM replays WHERE state = 'running'`).map(([id]) => String(id))
  const lastRun = (): LastRun => {
    if (window === 0) return noRun
    const last = replaysOnly
      ? { ...noRun, window, ...doubtful(doubts) }
      : beginRun(database, rows, doubts, { window, now })
    // Whoever broke a replay off need not have been a run.
    return { ...last, window: broken.length > 0 ? Math.max(last.window, window) : last.window, replays: broken }
  }
  const [journalMode, synchronous] = [one('PRAGMA journal_mode'), one('PRAGMA synchronous')]
  const journal = rows(`
    SELECT source, count(*), sum(length(bytes) + ifnull(octet_length(envelope), 0)) FROM journal GROUP BY source`)
  return {
    _tag: 'Opened',
    journalMode,
    synchronous,
    journal: journal.map(([source, events, bytes]) => [String(source), Number(events), Number(bytes)]),
    letters: Number(one('SELECT count(*) FROM letters')),
    nextShipment: Number(one('SELECT max(id) FROM shipments')) + 1,
    lastRun: lastRun(),
    notes: rows('SELECT name, text FROM notes').map(([name, text]) => [String(name), String(text)]),
    suppressed: rows('SELECT customer FROM suppressed').flatMap(([hash]) => (hash instanceof Uint8Array ? [hash] : [])),
    salt: saltOf(database, one(`SELECT text FROM notes WHERE name = 'salt'`)),
    ...(doubts === undefined ? {} : { damagedAt: doubts.at }),
  }
}

const noRun: LastRun = { ended: true, window: 0, replays: [] }

const beginRun = (
  database: DatabaseSync,
  rows: (sql: string) => readonly Row[],
  doubts: Doubts | undefined,
  { window, now }: Pick<Opening, 'window' | 'now'>,
): Omit<LastRun, 'replays'> => {
  const [last] = rows('SELECT ended_at, window FROM runs ORDER BY id DESC LIMIT 1')
  const entries = rows('SELECT source, max(id) FROM journal GROUP BY source')
  const isOver = doubts === undefined || doubts.isOver || (last !== undefined && last[0] !== null)
  if (doubts !== undefined && isOver && !doubts.isOver) endDoubts(database, doubts)
  // Older rows say no more than the last one.
  database.exec('BEGIN IMMEDIATE; DELETE FROM runs')
  database.prepare('INSERT INTO runs (began_at, window) VALUES (?, ?)').run(Math.trunc(now), window)
  database.exec('COMMIT')
  return {
    ended: last === undefined || last[0] !== null,
    window: isOver ? Number(last?.[1] ?? 0) : Math.max(Number(last?.[1] ?? 0), window),
    ...(entries.length === 0 ? {} : { last: entries.map(([log, id]) => [String(log), Number(id)] as const) }),
    ...doubtful(doubts, isOver),
  }
}

const doubtful = (doubts: Doubts | undefined, isOver = doubts?.isOver): Partial<LastRun> =>
  doubts === undefined ? {} : { doubtful: doubts.through, isDamaged: isOver !== true }

/** Made once for a file: a hash tells nothing to those who do not have it. */
const saltOf = (database: DatabaseSync, found: Row[number]): string => {
  if (typeof found === 'string') return found
  const salt = randomUUID()
  database.prepare(`INSERT INTO notes (name, text) VALUES ('salt', ?)`).run(salt)
  return salt
}
