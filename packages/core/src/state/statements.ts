import { migrations } from './schema.ts'

/** What a statement gives back: nothing; whether it found a row; how many rows it changed; a page of one row at most; a page of rows. */
export type Gives = 'nothing' | 'found' | 'changed' | 'row' | 'page'

/** One prepared statement. */
export interface Statement {
  readonly sql: string
  readonly gives: Gives
}

/** Those that give `nothing` or `changed` write. */
export const isWrite = ({ gives }: Statement): boolean => gives === 'nothing' || gives === 'changed'

/** Shipments looked at in one go by a sweep: it shares its batch with appends, and this many take about a millisecond. */
export const sweepSlice = 200

/** Pages of 4 KiB that are given back in one go: each is a page moved, and this many take about a millisecond. */
export const vacuumSlice = 64

/** So many replays that are finished are told of beside those that are not. */
const finishedTold = 3

/** The number of a letter is a person's word for it: one that was taken out does not come back. */
const lastLetterTaken = 'last letter taken'
const nextLetter = `(SELECT 1 + max(
            ifnull((SELECT max(id) FROM letters), 0),
            ifnull((SELECT CAST(text AS INTEGER) FROM notes WHERE name = '${lastLetterTaken}'), 0)))`

/** Everything that is ever done to the state file once it is open. Parameters are positional. */
export const statements = {
  append: {
    sql: 'INSERT INTO journal (source, received_at, envelope, bytes, replay) VALUES (?, ?, ?, ?, ?)',
    gives: 'nothing',
  },
  read: {
    sql: 'SELECT id, received_at, envelope, bytes, replay FROM journal WHERE source = ? AND id > ? ORDER BY id',
    gives: 'page',
  },
  settle: { sql: 'DELETE FROM journal WHERE id = ?', gives: 'nothing' },
  look: {
    sql: `SELECT id, state, delivery_id, reason, attempts, body, begun_at
          FROM shipments WHERE message_id = ? AND route = ? AND source = ?`,
    gives: 'row',
  },
  record: {
    sql: `INSERT INTO shipments (id, source, message_id, route, delivery_id, kind, customer, body, received_at, begun_at,
            at, state, reason, attempts, status, request_id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET
            delivery_id = excluded.delivery_id, kind = excluded.kind, customer = excluded.customer, body = excluded.body,
            received_at = excluded.received_at, at = excluded.at, state = excluded.state, reason = excluded.reason,
            attempts = excluded.attempts, status = excluded.status, request_id = excluded.request_id`,
    gives: 'nothing',
  },
  become: {
    sql: 'UPDATE shipments SET at = ?, state = ?, reason = ?, attempts = ?, status = ?, request_id = ? WHERE id = ?',
    gives: 'nothing',
  },
  countCopy: { sql: 'UPDATE shipments SET copies = copies + 1 WHERE id = ?', gives: 'nothing' },
  sweepTo: {
    sql: `SELECT max(id), max(begun_at) FROM (SELECT id, begun_at FROM shipments WHERE id > ? ORDER BY id LIMIT ${sweepSlice})`,
    gives: 'page',
  },
  sweep: {
    sql: `DELETE FROM shipments WHERE id > ? AND id <= ? AND at < ? AND state IN ('delivered', 'buried') AND NOT EXISTS (
            SELECT 1 FROM letters WHERE letters.message_id = shipments.message_id
              AND letters.source = shipments.source AND letters.route = shipments.route)`,
    gives: 'changed',
  },
  /** Of each log the first row: to look at all of them would take too long. */
  oldestWaiting: {
    sql: `WITH RECURSIVE logs (name) AS (
            SELECT min(source) FROM journal
            UNION ALL SELECT (SELECT min(source) FROM journal WHERE source > name) FROM logs WHERE name IS NOT NULL)
          SELECT min(at) FROM (
            SELECT (SELECT received_at FROM journal WHERE source = name ORDER BY id LIMIT 1) AS at FROM logs
            UNION ALL SELECT since FROM replays WHERE state IN ('running', 'paused'))`,
    gives: 'page',
  },
  keepReplay: {
    sql: `INSERT INTO replays (id, file, fingerprint, source, state, position, since, began_at, at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET
            state = excluded.state, position = excluded.position, since = excluded.since, at = excluded.at`,
    gives: 'nothing',
  },
  replaysOf: {
    sql: `SELECT id, file, fingerprint, source, state, position, since, began_at, at
          FROM replays WHERE source = ? ORDER BY began_at DESC`,
    gives: 'page',
  },
  latestReplays: {
    sql: `SELECT id, file, fingerprint, source, state, position, since, began_at, at FROM replays
          WHERE state IN ('running', 'paused')
            OR id IN (SELECT id FROM replays WHERE state = 'finished' ORDER BY at DESC LIMIT ${finishedTold})
          ORDER BY at DESC`,
    gives: 'page',
  },
  forgetReplays: {
    sql: `UPDATE replays SET state = 'given up' WHERE state IN ('running', 'paused') AND at < ?`,
    gives: 'changed',
  },
  /** Nothing, where an event waits that the run before left behind: it may still be in doubt. */
  endRun: {
    sql: 'UPDATE runs SET ended_at = ? WHERE ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM journal WHERE id <= ?)',
    gives: 'nothing',
  },
  lookLetter: {
    sql: `SELECT 1 FROM letters WHERE source = ? AND delivery_id = ? AND ifnull(route, '') = ?`,
    gives: 'found',
  },
  bury: {
    sql: `INSERT INTO letters (id, source, delivery_id, message_id, route, reason, faults, attempts, bytes, envelope, body,
            received_at, buried_at, kind, customer)
          VALUES (${nextLetter}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (source, delivery_id, ifnull(route, '')) DO UPDATE SET
            message_id = excluded.message_id, reason = excluded.reason, faults = excluded.faults,
            attempts = excluded.attempts, bytes = excluded.bytes, envelope = excluded.envelope, body = excluded.body,
            received_at = excluded.received_at, buried_at = excluded.buried_at, kind = excluded.kind,
            customer = excluded.customer`,
    gives: 'nothing',
  },
  // What a person decides about letters. Each names the letter and whether one in doubt is meant, and does nothing to others.
  lookAtLetter: {
    sql: `SELECT id, source, route, reason, length(bytes) + ifnull(octet_length(envelope), 0), iif(?, body, NULL)
          FROM letters WHERE id = ?`,
    gives: 'page',
  },
  requeueLetter: {
    sql: `INSERT INTO journal (source, received_at, envelope, bytes, replay)
          SELECT ?, received_at, envelope, bytes, ? FROM letters WHERE id = ? AND (reason = 'in doubt') = ?`,
    gives: 'changed',
  },
  endLetterAs: {
    // Only the letter's own row: that of a copy which was parked since waits for its own letter.
    sql: `UPDATE shipments SET at = ?, state = ?, reason = NULL
          WHERE state = 'buried' AND (message_id, route, source, delivery_id, reason IS 'in doubt') =
            (SELECT message_id, route, source, delivery_id, reason = 'in doubt' FROM letters
             WHERE id = ? AND (reason = 'in doubt') = ?)`,
    gives: 'nothing',
  },
  noteLetterTaken: {
    sql: `INSERT INTO notes (name, text) SELECT '${lastLetterTaken}', CAST(max(id) AS TEXT) FROM letters WHERE true
          HAVING max(id) IS NOT NULL
          ON CONFLICT (name) DO UPDATE SET text = excluded.text
            WHERE CAST(excluded.text AS INTEGER) > CAST(notes.text AS INTEGER)`,
    gives: 'nothing',
  },
  takeSettledLetter: { sql: `DELETE FROM letters WHERE id = ? AND (reason = 'in doubt') = ?`, gives: 'changed' },
  takeLetter: { sql: 'DELETE FROM letters WHERE id = ?', gives: 'changed' },
  lettersByReason: { sql: 'SELECT reason, count(*) FROM letters GROUP BY reason', gives: 'page' },
  lettersTo: {
    sql: `SELECT max(id) FROM (SELECT id FROM letters WHERE id > ? ORDER BY id LIMIT ${sweepSlice})`,
    gives: 'page',
  },
  expireLetters: { sql: 'DELETE FROM letters WHERE id > ? AND id <= ? AND buried_at < ?', gives: 'changed' },

  // How a person is forgotten.
  suppress: {
    sql: 'INSERT INTO suppressed (customer, since) VALUES (?, ?) ON CONFLICT (customer) DO NOTHING',
    gives: 'changed',
  },
  lift: { sql: 'DELETE FROM suppressed WHERE customer = ?', gives: 'changed' },
  lastEvent: { sql: 'SELECT max(id) FROM journal', gives: 'page' },
  readEvents: {
    sql: 'SELECT id, received_at, envelope, bytes, replay, source FROM journal WHERE id > ? AND id <= ? ORDER BY id',
    gives: 'page',
  },
  removeEvent: { sql: 'DELETE FROM journal WHERE id = ?', gives: 'changed' },
  readLetters: {
    sql: `SELECT id, source, route, reason, customer, iif(customer IS NULL, bytes, NULL), envelope, received_at,
            iif(customer IS NULL, body, NULL)
          FROM letters WHERE id > ? ORDER BY id`,
    gives: 'page',
  },
  shipmentsOf: {
    sql: 'SELECT id, source, message_id, route FROM shipments WHERE id > ? AND id <= ? AND customer = ?',
    gives: 'page',
  },
  /** A shipment to somebody who must not be sent to will never end. */
  removeUnfinished: {
    sql: `DELETE FROM shipments WHERE message_id = ? AND route = ? AND source = ? AND customer = ?
            AND state IN ('intended', 'waiting', 'in doubt')`,
    gives: 'nothing',
  },
  removeShipment: { sql: 'DELETE FROM shipments WHERE id = ?', gives: 'changed' },

  note: {
    sql: 'INSERT INTO notes (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text',
    gives: 'nothing',
  },

  // How room is given back to the file system. Each page that is freed is a row.
  vacuumMode: { sql: 'PRAGMA auto_vacuum', gives: 'page' },
  freePages: { sql: 'PRAGMA freelist_count', gives: 'page' },
  giveBack: { sql: `PRAGMA incremental_vacuum(${vacuumSlice})`, gives: 'page' },

  /** Changes nothing, and yet goes all the way to the disk. */
  probe: { sql: `PRAGMA user_version = ${migrations.length}`, gives: 'nothing' },
} as const satisfies Readonly<Record<string, Statement>>

export type StatementName = keyof typeof statements
