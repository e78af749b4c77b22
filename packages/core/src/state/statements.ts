import { migrations } from './schema.ts'

/** What a statement gives back: nothing; whether it found a row; how many rows it changed; a page of rows. */
export type Gives = 'nothing' | 'found' | 'changed' | 'page'

/** One prepared statement. */
export interface Statement {
  readonly sql: string
  readonly gives: Gives
}

/** Those that give `nothing` or `changed` write. */
export const isWrite = ({ gives }: Statement): boolean => gives === 'nothing' || gives === 'changed'

/** Marks removed in one go: a sweep shares its batch with appends, and this many take about a millisecond. */
export const sweepSlice = 200

/** Everything that is ever done to the state file once it is open. Parameters are positional. */
export const statements = {
  append: {
    sql: 'INSERT INTO journal (source, received_at, envelope, bytes) VALUES (?, ?, ?, ?)',
    gives: 'nothing',
  },
  read: {
    sql: 'SELECT id, received_at, envelope, bytes FROM journal WHERE source = ? AND id > ? ORDER BY id',
    gives: 'page',
  },
  settle: { sql: 'DELETE FROM journal WHERE id = ?', gives: 'nothing' },
  look: { sql: 'SELECT 1 FROM delivered WHERE source = ? AND message_id = ? AND route = ?', gives: 'found' },
  mark: {
    sql: 'INSERT OR IGNORE INTO delivered (source, message_id, route, delivered_at) VALUES (?, ?, ?, ?)',
    gives: 'nothing',
  },
  sweep: {
    sql: `DELETE FROM delivered WHERE (source, message_id, route) IN (
            SELECT source, message_id, route FROM delivered WHERE delivered_at < ?
            ORDER BY delivered_at LIMIT ${sweepSlice})`,
    gives: 'changed',
  },
  lookLetter: {
    sql: `SELECT 1 FROM letters WHERE source = ? AND delivery_id = ? AND ifnull(route, '') = ?`,
    gives: 'found',
  },
  bury: {
    sql: `INSERT INTO letters (source, delivery_id, message_id, route, reason, faults, attempts, bytes, envelope, body,
            received_at, buried_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (source, delivery_id, ifnull(route, '')) DO UPDATE SET
            message_id = excluded.message_id, reason = excluded.reason, faults = excluded.faults,
            attempts = excluded.attempts, bytes = excluded.bytes, envelope = excluded.envelope, body = excluded.body,
            received_at = excluded.received_at, buried_at = excluded.buried_at`,
    gives: 'nothing',
  },
  /** Changes nothing, and yet goes all the way to the disk. */
  probe: { sql: `PRAGMA user_version = ${migrations.length}`, gives: 'nothing' },
} as const satisfies Readonly<Record<string, Statement>>

export type StatementName = keyof typeof statements
