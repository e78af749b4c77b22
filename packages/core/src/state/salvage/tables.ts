import type { DatabaseSync } from 'node:sqlite'
import type { Table } from './copy-table.ts'

/** The tables of a new state file, with what of their columns an old one has. A table that it lacks has none. */
export const tablesToCopy = (to: DatabaseSync, from: DatabaseSync): readonly Table[] => {
  const all = to.prepare(`SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'`).all()
  return all
    .map(({ name, wr }) => ({ name: String(name), hasIds: Number(wr) === 0 }))
    .filter(({ name }) => !name.startsWith('sqlite_'))
    .map(({ name, hasIds }) => {
      const mine = columnsOf(to, name)
      const theirs = new Set(columnsOf(from, name).map((column) => column.name))
      const key = mine.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
      return {
        name,
        columns: mine.map((column) => column.name).filter((column) => theirs.has(column)),
        key: hasIds ? undefined : key.map((column) => column.name),
      }
    })
}

const columnsOf = (database: DatabaseSync, table: string) => {
  try {
    const columns = database.prepare('SELECT name, pk FROM pragma_table_info(?)').all(table)
    return columns.map(({ name, pk }) => ({ name: String(name), pk: Number(pk) }))
  } catch {
    return [] // what is said of it cannot be read
  }
}
