import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { readSqliteError } from '../sqlite-failure.ts'
import { isLost, type Saved } from './copy-table.ts'
import { readOrphans, type Orphan } from './read-orphans.ts'
import type { Cell } from './record.ts'

/** A table that takes rows which nothing leads to any more. */
interface Home {
  readonly saved: Saved
  readonly fits: (orphan: Orphan) => boolean
  /** Whether it was not there. */
  readonly take: (orphan: Orphan) => boolean
}

/**
 * Looks through the whole file for rows that tables lack, by their ids and by what stands in their columns. Gives what was saved
 * now; where rows were found this way, some may have been deleted before.
 */
export const adoptOrphans = (remains: string, to: DatabaseSync, all: readonly Saved[]): readonly Saved[] => {
  const homes = all.filter(({ gaps, hasIds }) => hasIds && gaps.length > 0).map((saved) => homeOf(to, saved))
  if (homes.length === 0) return all
  const adopted = new Map<Saved, number>()
  for (const orphan of readOrphans(remains)) {
    const home = homes.find(({ fits }) => fits(orphan))
    if (home?.take(orphan) === true) adopted.set(home.saved, (adopted.get(home.saved) ?? 0) + 1)
  }
  return all.map((saved) => ({
    ...saved,
    rows: saved.rows + (adopted.get(saved) ?? 0),
    adopted: adopted.get(saved) ?? 0,
  }))
}

const homeOf = (to: DatabaseSync, saved: Saved): Home => {
  const columns = to.prepare('SELECT name, type, "notnull" AS needed, pk FROM pragma_table_info(?)').all(saved.table)
  const checks = columns.map(({ type, needed, pk }) => checkOf(String(type), needed === 1, pk !== 0))
  const key = columns.findIndex(({ pk }) => pk !== 0)
  const places = columns.map(() => '?').join(', ')
  const insert = to.prepare(`INSERT OR IGNORE INTO ${saved.table} VALUES (${places})`)
  return {
    saved,
    fits: ({ id, cells }) =>
      cells.length === checks.length &&
      !cells.some(isLost) &&
      checks.every((check, i) => check(cells[i])) &&
      saved.gaps.some(([from, last]) => from <= id && id <= last),
    take: ({ id, cells }) => {
      try {
        return Number(insert.run(...cells.map((cell, i): SQLInputValue => (i === key ? id : cell))).changes) > 0
      } catch (error) {
        if (readSqliteError(error).ofState) throw error
        return false
      }
    },
  }
}

/** The column that is the id stands in no record (sqlite.org/fileformat2.html, section 2.3). */
const checkOf =
  (type: string, isNeeded: boolean, isKey: boolean) =>
  (cell: Cell | undefined): boolean => {
    if (cell === null || cell === undefined) return isKey || !isNeeded
    if (isKey) return false
    if (type === 'TEXT') return typeof cell === 'string'
    if (type === 'BLOB') return cell instanceof Uint8Array
    return typeof cell === 'number' || typeof cell === 'bigint'
  }
