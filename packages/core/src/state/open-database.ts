import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { migrations } from './schema.ts'
import { readSqliteError } from './sqlite-failure.ts'

/** The state file inside its directory, for people who inspect it. */
export const stateFile = 'vouchrelay.sqlite'

/** Its lock is held for the life of the process that uses the directory. It holds no data. */
export const lockFile = 'lock.sqlite'

/** A relay that is just ending lets go of the directory within this time; one that is running does not. */
const lockWaitMs = 500

/**
 * Somebody who works on the file with `sqlite3` may hold its lock for a moment. Senders wait as long, and some give up
 * after five seconds: they should hear before that.
 */
const busyTimeoutMs = 2_000

/** The marks of some hundred thousand deliveries stay in memory, so that a claim seldom reads the disk. */
const cacheKiB = 16 * 1024

/** Pages (of 4 KiB) of the WAL before they go into the file: pages written again meanwhile go once. */
const checkpointPages = 4_000

const elsewhere = 'or set state.dir to another directory'

/**
 * Opens the state file of a directory, made if need be, in WAL mode with `synchronous=FULL`, its schema up to date.
 *
 * The directory is locked first: the kernel releases the lock when the process ends, however it ends.
 */
export const openDatabase = (
  dir: string,
): Either<string, { readonly database: DatabaseSync; readonly lock: DatabaseSync }> => {
  const file = join(dir, stateFile)
  try {
    mkdirSync(dir, { recursive: true })
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    return left(`cannot make the directory ${dir}${why}: let this user write there, ${elsewhere}`)
  }
  const lock = attempt(() => takeLock(join(dir, lockFile)), explainLock(dir))
  if (lock._tag === 'Left') return lock
  const database = attempt(() => prepare(file), explain(file))
  if (database._tag === 'Right') return right({ database: database.right, lock: lock.right })
  lock.right.close()
  return database
}

const attempt = (open: () => DatabaseSync, explain: (error: unknown) => string): Either<string, DatabaseSync> => {
  try {
    return right(open())
  } catch (error) {
    return left(explain(error))
  }
}

/** Runs `use` on an open database and closes it where that fails. */
const opened = (file: string, timeout: number, use: (database: DatabaseSync) => void): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout })
  try {
    use(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const takeLock = (file: string): DatabaseSync => opened(file, lockWaitMs, (lock) => lock.exec('BEGIN EXCLUSIVE'))

const prepare = (file: string): DatabaseSync =>
  opened(file, busyTimeoutMs, (database) => {
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()
    if (mode?.['journal_mode'] !== 'wal') throw new Unusable(`${file} needs a disk of this machine: WAL cannot be used`)
    database.exec(
      `PRAGMA synchronous = FULL; PRAGMA cache_size = -${cacheKiB}; PRAGMA wal_autocheckpoint = ${checkpointPages}`,
    )
    migrate(file, database)
  })

const migrate = (file: string, database: DatabaseSync): void => {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) throw new Unusable(`${file} was written by a newer version: use that, ${elsewhere}`)
  const foreign = version === 0 && database.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined
  if (foreign) throw new Unusable(`${file} is a database of something else: move it away, ${elsewhere}`)
  if (version === migrations.length) return
  database.exec('BEGIN IMMEDIATE')
  for (const migration of migrations.slice(version)) database.exec(migration)
  database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`)
}

/** What is wrong with a file that SQLite itself has no complaint about. */
class Unusable extends Error {}

const explain =
  (file: string) =>
  (error: unknown): string => {
    if (error instanceof Unusable) return error.message
    const { code, message } = readSqliteError(error)
    if (code === 26) return `${file} is not a SQLite database: move it away, ${elsewhere}`
    if (code === 11) return `${file} is damaged: restore it from a copy, move it away, ${elsewhere}`
    return `cannot open ${file}: ${message}. Let this user read and write it, ${elsewhere}`
  }

const explainLock =
  (dir: string) =>
  (error: unknown): string => {
    const { code } = readSqliteError(error)
    const file = join(dir, lockFile)
    if (code === 5) return `another relay uses ${dir} (it holds the lock on ${file}): stop it, ${elsewhere}`
    if (code === 26) return `${file} is not a SQLite database: delete it, it holds no data, ${elsewhere}`
    return `cannot lock ${file}: let this user write in ${dir}, ${elsewhere}`
  }
