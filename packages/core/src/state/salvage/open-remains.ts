import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { readSqliteError } from '../sqlite-failure.ts'
import { pageBytes } from './gather-remains.ts'
import { hasSchemaOf } from './schema-of.ts'

/** How the first page had to be mended before anything could be read; the pages behind it are as they were. */
export type FirstPage = 'as it was' | 'given another header' | 'made anew' | 'beyond repair'

/** What is left of a damaged state file, open for reading. */
export interface Remains {
  readonly database: DatabaseSync
  readonly firstPage: FirstPage
}

/** The header of a database, at the beginning of its first page (sqlite.org/fileformat2.html, section 1.3). */
const headerBytes = 100

/**
 * Opens what is left of a state file. Where the header cannot be read, or what is said of the tables, that is taken from samples:
 * new, empty state files of the same version have the same.
 */
export const openRemains = (remains: string, version: number, samples: readonly string[]): Remains => {
  const found = tryOpen(remains, version)
  if (found !== undefined) return { database: found, firstPage: 'as it was' }
  const attempts = [
    ...samples.slice(0, 1).map((sample) => [sample, false] as const),
    ...samples.map((sample) => [sample, true] as const),
  ]
  for (const [sample, isTables] of attempts) {
    mend(remains, sample, isTables)
    const mended = tryOpen(remains, version)
    if (mended !== undefined) return { database: mended, firstPage: isTables ? 'made anew' : 'given another header' }
  }
  return { database: new DatabaseSync(':memory:'), firstPage: 'beyond repair' }
}

/** Undefined where the tables cannot be read as ours. */
const tryOpen = (path: string, version: number): DatabaseSync | undefined => {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    if (hasSchemaOf(version, database) && leadsSomewhere(database)) return database
  } catch (error) {
    const { code, ofState } = readSqliteError(error)
    if (ofState && code !== 11 && code !== 26) {
      database.close()
      throw error
    }
  }
  database.close()
  return undefined
}

/** Whether at least one table is where it is said to be. */
const leadsSomewhere = (database: DatabaseSync): boolean =>
  ['journal', 'letters', 'notes'].some((name) => {
    try {
      database.prepare(`SELECT * FROM ${name} NOT INDEXED LIMIT 1`).get()
      return true
    } catch {
      return false
    }
  })

/** Writes the header of a sample over a file, and its pages that say which tables there are. */
const mend = (path: string, sample: string, isTables: boolean): void => {
  const [file, from] = [openSync(path, 'r+'), openSync(sample, 'r')]
  try {
    const pages = Math.floor(fstatSync(file).size / pageBytes)
    const bytes = Buffer.alloc(pageBytes)
    for (const page of isTables ? schemaPages(sample) : []) {
      readSync(from, bytes, 0, pageBytes, (page - 1) * pageBytes)
      if (page <= pages) writeSync(file, bytes, 0, pageBytes, (page - 1) * pageBytes)
    }
    readSync(from, bytes, 0, headerBytes, 0)
    fit(bytes, pages, isVacuumed(file))
    writeSync(file, bytes, 0, headerBytes, 0)
  } finally {
    closeSync(file)
    closeSync(from)
  }
}

const schemaPages = (sample: string): readonly number[] => {
  using database = new DatabaseSync(sample, { readOnly: true })
  const pages = database.prepare(`SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'`).all()
  return pages.map(({ pageno }) => Number(pageno))
}

/** The fields of the header that differ from file to file; nothing is free, since nothing will be written. */
const fit = (page: Buffer, pages: number, isVacuumed: boolean): void => {
  page.writeUInt8(1, 18)
  page.writeUInt8(1, 19)
  page.writeUInt32BE(page.readUInt32BE(24), 92)
  page.writeUInt32BE(pages, 28)
  page.writeUInt32BE(0, 32)
  page.writeUInt32BE(0, 36)
  page.writeUInt32BE(isVacuumed ? pages : 0, 52)
  page.writeUInt32BE(isVacuumed ? 1 : 0, 64)
}

/** Whether the second page is a map of pages, as in files that can be vacuumed bit by bit; its first entry is a root's. */
const isVacuumed = (file: number): boolean => {
  const second = Buffer.alloc(1)
  readSync(file, second, 0, 1, pageBytes)
  return second.readUInt8(0) === 1
}
