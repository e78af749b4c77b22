/**
 * What it takes to bring the state file from one version to the next: entry `n` leads from `user_version` n to n + 1.
 *
 * Entries are never edited once released; a change is a new entry.
 *
 * `journal` needs AUTOINCREMENT: an id names a delivery in a letter, so it must not come back after its row is gone.
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
]
