import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Unusable } from './refusal.ts'
import { hasSchemaOf, versionByTables } from './salvage/schema-of.ts'
import { migrations } from './schema.ts'

/**
 * Somebody who works on the file with `sqlite3` may hold its lock for a moment. Senders wait as long, and some give up
 * after five seconds: they should hear before that.
 */
const busyTimeoutMs = 2_000

/** The marks of some hundred thousand deliveries stay in memory, so that a claim seldom reads the disk. */
const cacheKiB = 8 * 1024

/** Pages (of 4 KiB) of the WAL before they go into the file: pages written again meanwhile go once. */
const checkpointPages = 4_000

/**
 * A file of this size is looked through in about half a second where it is in memory, and in a few where it is not. It is so
 * after an unclean end alone; damage in a greater file is found when it is met.
 */
const mostBytesChecked = 256 * 1024 * 1024

/**
 * Opens a state file that is there, in WAL mode with `synchronous=FULL`, and brings its schema up to date. Throws what SQLite says,
 * and `Unusable`.
 */
export const prepare = (file: string, isUnclean: boolean): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs })
  try {
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()
    if (mode?.['journal_mode'] !== 'wal') throw new Unusable(`${file} needs a disk of this machine: WAL cannot be used`)
    database.exec(
      `PRAGMA synchronous = FULL; PRAGMA cache_size = -${cacheKiB}; PRAGMA wal_autocheckpoint = ${checkpointPages}`,
    )
    migrate(file, database)
    if (isUnclean && statSync(file).size <= mostBytesChecked) check(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const migrate = (file: string, database: DatabaseSync): void => {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version < 1 || version > migrations.length || !hasSchemaOf(version, database))
    throw strange(file, version, database)
  if (version === migrations.length) return
  database.exec('BEGIN IMMEDIATE')
  for (const migration of migrations.slice(version)) database.exec(migration)
  database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`)
}

/** A file whose version and tables do not go together: another's, of another time, or one that broke. */
const strange = (file: string, version: number, database: DatabaseSync): Unusable => {
  const byTables = versionByTables(database)
  const isOurs = byTables === migrations.length || (version >= 1 && version <= migrations.length)
  if (isOurs) return new Unusable(`${file} is damaged`, 'what it says of its tables makes no sense')
  if (version > migrations.length) return new Unusable(`${file} was written by a newer version: use that, ${elsewhere}`)
  return new Unusable(`${file} is a database of something else: move it away, ${elsewhere}`)
}

const elsewhere = 'or set state.dir to another directory'

const check = (database: DatabaseSync): void => {
  const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  if (found !== 'ok')
    throw new Unusable('the state file is damaged', `SQLite finds that ${String(found).split('\n')[0]}`)
}
