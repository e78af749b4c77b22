import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import { createEventsReader, type EventsReader } from './events-reader.ts'
import { replayFrom, type FileReplay } from './file-replays.ts'
import { createLettersReader, type LettersReader } from './letters-reader.ts'
import type { Row } from './messages.ts'
import { stateFile } from './state-files.ts'
import type { Query } from './query.ts'
import { migrations } from './schema.ts'
import { createShipmentsReader, type ShipmentsReader } from './shipments-reader.ts'
import { createStandingsReader, type StandingsReader } from './standings-reader.ts'
import { readSqliteError } from './sqlite-failure.ts'
import { statements } from './statements.ts'
import { createTotalsReader, type TotalsReader } from './totals-reader.ts'

/** A state file that is only read. A relay may run beside it and is not held up: each question is a short look of its own. */
export interface Reader {
  readonly letters: LettersReader
  readonly shipments: ShipmentsReader
  readonly events: EventsReader
  readonly totals: TotalsReader
  readonly standings: StandingsReader
  /** The replays of files that are not over, and the last that are finished, the latest written first. */
  readonly replays: () => readonly FileReplay[]
  readonly close: () => void
}

/** Somebody who works on the file with `sqlite3` may hold its lock for a moment, in milliseconds. */
const busyTimeoutMs = 2_000

/** Opens the state file of a directory to read it; left says why that cannot be and what to do. Questions may throw. */
export const openReader = (dir: string): Either<string, Reader> => {
  const file = join(dir, stateFile)
  if (!existsSync(file)) return left(`there is no ${file}: no relay has run on this state directory yet`)
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs })
    const query = queryOf(database)
    const unfit = unfitness(file, Number(query('PRAGMA user_version')[0]?.[0]))
    if (unfit === undefined) return right(readerOf(query, database))
    database.close()
    return left(unfit)
  } catch (error) {
    database?.close()
    const { code, message } = readSqliteError(error)
    if (code === 26) return left(`${file} is not a SQLite database`)
    return left(`cannot read ${file}: ${message}. Let this user read it and write beside it`)
  }
}

const readerOf = (query: Query, database: DatabaseSync): Reader => ({
  letters: createLettersReader(query),
  shipments: createShipmentsReader(query),
  events: createEventsReader(query),
  totals: createTotalsReader(query),
  standings: createStandingsReader(database),
  replays: () => query(statements.latestReplays.sql).map(replayFrom),
  close: () => database.close(),
})

const queryOf =
  (database: DatabaseSync): Query =>
  (sql, values = []) => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement.all(...values) as unknown as readonly Row[] // arrays of what SQLite stores, as asked for
  }

const unfitness = (file: string, version: number): string | undefined => {
  if (version === migrations.length) return undefined
  const schemas = `schema ${version}, and this command reads schema ${migrations.length}`
  if (version > migrations.length) return `${file} was written by a newer version (${schemas}): use the command of that`
  return `${file} was written by an older version (${schemas}): start the relay of this version once, it brings the file up to date`
}
