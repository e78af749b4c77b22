/**
 * What it takes to bring the state file from one version to the next: entry `n` leads from `user_version` n to n + 1.
 *
 * Entries are never edited once released; a change is a new entry.
 *
 * `journal` needs AUTOINCREMENT: an id names a delivery in a letter, so it must not come back after its row is gone. `shipments`
 * grows at its end, so that what belongs to one moment lies on few pages; only its index is spread. `notes` are single facts:
 * the salt of the suppression list, the calls of the billing cycle. In `replays`, `since` is when the first line was read that is
 * not done yet: no shipment of a later line ended before.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE journal (
     id          INTEGER PRIMARY KEY AUTOINCREMENT,
     source      TEXT NOT NULL,
     received_at INTEGER NOT NULL,
     envelope    TEXT,
     bytes       BLOB NOT NULL
   ) STRICT;
   CREATE INDEX journal_by_source ON journal (source);

   CREATE TABLE delivered (
     source       TEXT NOT NULL,
     message_id   TEXT NOT NULL,
     route        TEXT NOT NULL,
     delivered_at INTEGER NOT NULL,
     PRIMARY KEY (source, message_id, route)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX delivered_by_time ON delivered (delivered_at);

   CREATE TABLE letters (
     id          INTEGER PRIMARY KEY,
     source      TEXT NOT NULL,
     delivery_id TEXT NOT NULL,
     message_id  TEXT,
     route       TEXT,
     reason      TEXT NOT NULL,
     faults      TEXT NOT NULL,
     attempts    TEXT NOT NULL,
     bytes       BLOB NOT NULL,
     envelope    TEXT,
     body        TEXT,
     received_at INTEGER NOT NULL,
     buried_at   INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX letters_once ON letters (source, delivery_id, ifnull(route, ''));`,

  `CREATE TABLE shipments (
     id          INTEGER PRIMARY KEY,
     source      TEXT NOT NULL,
     message_id  TEXT NOT NULL,
     route       TEXT NOT NULL,
     delivery_id TEXT,
     kind        TEXT,
     customer    TEXT,
     state       TEXT NOT NULL,
     reason      TEXT,
     attempts    TEXT,
     status      INTEGER,
     request_id  TEXT,
     body        TEXT,
     copies      INTEGER NOT NULL DEFAULT 0,
     received_at INTEGER,
     begun_at    INTEGER NOT NULL,
     at          INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX shipments_once ON shipments (message_id, route, source);

   INSERT INTO shipments (source, message_id, route, state, begun_at, at)
     SELECT source, message_id, route, 'delivered', delivered_at, delivered_at FROM delivered ORDER BY delivered_at;
   DROP TABLE delivered;

   ALTER TABLE letters ADD COLUMN kind TEXT;
   ALTER TABLE letters ADD COLUMN customer TEXT;
   CREATE INDEX letters_by_message ON letters (message_id);
   CREATE INDEX letters_by_reason ON letters (reason, route);

   ALTER TABLE journal ADD COLUMN replay TEXT;

   CREATE TABLE runs (
     id       INTEGER PRIMARY KEY,
     began_at INTEGER NOT NULL,
     window   INTEGER NOT NULL,
     ended_at INTEGER
   ) STRICT;

   CREATE TABLE replays (
     id          TEXT PRIMARY KEY,
     file        TEXT NOT NULL,
     fingerprint TEXT NOT NULL,
     source      TEXT NOT NULL,
     state       TEXT NOT NULL,
     position    TEXT NOT NULL,
     since       INTEGER NOT NULL,
     began_at    INTEGER NOT NULL,
     at          INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE suppressed (
     customer BLOB PRIMARY KEY,
     since    INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE notes (
     name TEXT PRIMARY KEY,
     text TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
]
