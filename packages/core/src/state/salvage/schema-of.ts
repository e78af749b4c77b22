import { DatabaseSync } from 'node:sqlite'
import { migrations } from '../schema.ts'

/** What a database says of its tables and indexes, one text each. */
const schemaOf = (database: DatabaseSync): ReadonlySet<string> => {
  const rows = database.prepare(`SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL`).all()
  return new Set(rows.map((row) => Object.values(row).join('\0')))
}

/** Whether a database has all that a state file of a version has; throws what SQLite says. */
export const hasSchemaOf = (version: number, database: DatabaseSync): boolean => {
  using sample = new DatabaseSync(':memory:')
  for (const migration of migrations.slice(0, version)) sample.exec(migration)
  const found = schemaOf(database)
  return [...schemaOf(sample)].every((one) => found.has(one))
}

/** The latest version whose tables a database has; 0 where it has not even those of the first. */
export const versionByTables = (database: DatabaseSync): number =>
  migrations.findLastIndex((_, index) => hasSchemaOf(index + 1, database)) + 1
