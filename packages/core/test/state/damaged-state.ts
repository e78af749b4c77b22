import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Opened } from '../../src/state/messages.ts'
import { openDatabase, type OpenDatabase } from '../../src/state/open-database.ts'
import { survey } from '../../src/state/survey.ts'
import { readShm } from '../../src/state/salvage/read-shm.ts'
import { stateFilesOf } from '../../src/state/state-files.ts'

/** Events of the journal: their ids with their texts. */
export type Events = ReadonlyMap<number, string>

/** A state directory to damage, and what was in it when. */
export interface Sample {
  readonly dir: string
  /** What the journal held after each commit, the first before any of those that lie in the WAL. */
  readonly commits: readonly { readonly walBytes: number; readonly events: Events }[]
  /** Whatever the journal ever held. */
  readonly ever: Events
  readonly remove: () => void
}

export const opening = (dir: string) => ({ dir, window: 4, replaysOnly: false, now: 1_000 })

/** Opens a state as the thread does, and throws where that is refused. */
export const openNow = (dir: string): OpenDatabase<Opened> => {
  const opened = openDatabase(
    opening(dir),
    (database) => survey(database, opening(dir)),
    () => undefined,
  )
  if (opened._tag === 'Left') throw new Error(opened.left.message)
  return opened.right
}

export const closeNow = ({ database, lock }: OpenDatabase<unknown>): void => {
  database.close()
  lock.close()
}

const append = (database: DatabaseSync, from: number, count: number): void => {
  const journal = database.prepare(`INSERT INTO journal (source, received_at, bytes) VALUES ('shop', ?, ?)`)
  const shipment = database.prepare(
    `INSERT INTO shipments (source, message_id, route, delivery_id, state, begun_at, at) VALUES ('shop', ?, 'order', ?, ?, 1, 1)`,
  )
  database.exec('BEGIN')
  for (let n = from; n < from + count; n++) {
    journal.run(n, Buffer.from(textOf(n)))
    shipment.run(`m${n}`, String(n), n % 2 === 0 ? 'delivered' : 'intended')
  }
  if (from % 4 === 0) database.prepare('DELETE FROM journal WHERE id = ?').run(from - 2)
  database.exec('COMMIT')
}

/** Some are too long for a page. */
const textOf = (n: number): string => `event ${n} ${'x'.repeat(((n * 137) % 1_500) + (n % 5 === 0 ? 5_000 : 0))}`

export const eventsIn = (database: DatabaseSync): Events =>
  new Map(
    database
      .prepare('SELECT id, bytes FROM journal NOT INDEXED ORDER BY id')
      .all()
      .map(({ id, bytes }) => [Number(id), bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : '']),
  )

/**
 * A state as a process leaves it that is killed: some commits in the main file, some in the WAL alone, and behind them in the WAL
 * some of an earlier round. Where it is closed, all of it in the main file.
 *
 * @param copiedAfter so many of the commits in the WAL are in the main file, too
 */
export const sampleState = (end: 'killed' | 'closed', copiedAfter = 0): Sample => {
  const dir = mkdtempSync(join(tmpdir(), 'vouchrelay-sample-'))
  const opened = openNow(dir)
  const { database } = opened
  const ever = new Map<number, string>()
  let n = 1
  const commit = () => {
    const count = 1 + (n % 3)
    append(database, n, count)
    for (let i = n; i < n + count; i++) ever.set(i, textOf(i))
    n += count
  }
  for (let i = 0; i < 40; i++) commit()
  database.exec('PRAGMA wal_checkpoint(RESTART)')
  const known = [{ walBytes: 0, events: eventsIn(database) }]
  for (let i = 1; i <= 12; i++) {
    commit()
    if (i === copiedAfter) database.exec('PRAGMA wal_checkpoint(PASSIVE)')
    known.push({ walBytes: endOfWal(dir), events: eventsIn(database) })
  }
  const kept = mkdtempSync(join(tmpdir(), 'vouchrelay-sample-'))
  if (end === 'closed') closeNow(opened)
  cpSync(dir, kept, { recursive: true })
  if (end === 'killed') closeNow(opened)
  rmSync(dir, { recursive: true })
  return { dir: kept, commits: known, ever, remove: () => rmSync(kept, { recursive: true }) }
}

const endOfWal = (dir: string): number => {
  const shm = readShm(stateFilesOf(dir).shm)
  return 32 + (shm?.committed ?? 0) * (4096 + 24)
}
