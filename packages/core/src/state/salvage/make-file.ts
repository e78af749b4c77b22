import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrations } from '../schema.ts'

/**
 * Makes an empty state file of a version, and gives it open, without a WAL and without syncs: whoever makes it syncs it as a whole.
 *
 * Room in it can be given back bit by bit (`auto_vacuum`), which has to be said before the first table is made.
 */
export const makeFile = (path: string, version = migrations.length, autoVacuum: 0 | 2 = 2): DatabaseSync => {
  rmSync(path, { force: true })
  const database = new DatabaseSync(path)
  try {
    database.exec(`PRAGMA auto_vacuum = ${autoVacuum}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN`)
    for (const migration of migrations.slice(0, version)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${version}; COMMIT`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
