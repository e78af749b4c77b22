import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { readSqliteError } from '../sqlite-failure.ts'
import { lostMark } from './gather-remains.ts'
import { readRows, type Gap, type Read, type Stretch } from './read-rows.ts'

/** What was saved of a table. */
export interface Saved {
  readonly table: string
  readonly rows: number
  /** Rows that were read and are not what the table takes. */
  readonly refused: number
  /** Ids of which nothing could be read; of a table without ids, one gap of no meaning where it broke off. */
  readonly gaps: readonly Gap[]
  readonly hasIds: boolean
  /** How many of the rows nothing led to any more. */
  readonly adopted: number
}

/** A table of the new file. */
export interface Table {
  readonly name: string
  /** The columns that both files have. */
  readonly columns: readonly string[]
  /** The columns of its key, where it has no ids. */
  readonly key: readonly string[] | undefined
}

/** No id of ours is greater: numbers in JavaScript are exact up to here. */
export const mostId = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * Copies what can be read of a table, ids included. What is damaged is passed over; a disk that fails, and a new file that
 * cannot be written, is thrown.
 */
export const copyTable = (from: DatabaseSync, to: DatabaseSync, table: Table): Saved => {
  const { name, columns, key } = table
  const about = { table: name, hasIds: key === undefined, adopted: 0 }
  if (columns.length === 0) return { ...about, rows: 0, refused: 0, gaps: [[0n, mostId]] }
  let [rows, refused] = [0, 0]
  const list = columns.join(', ')
  const insert = to.prepare(`INSERT OR IGNORE INTO ${name} (${list}) VALUES (${columns.map(() => '?').join(', ')})`)
  const take = (values: readonly SQLOutputValue[]): void => {
    if (values.some(isLost)) {
      refused += 1
      return
    }
    try {
      rows += Number(insert.run(...(values as readonly SQLInputValue[])).changes) // what SQLite gives, it takes
    } catch (error) {
      if (readSqliteError(error).ofState) throw error
      refused += 1
    }
  }
  const gaps = key === undefined ? byIds(from, table, take) : byKey(from, table, key, take)
  return { ...about, rows, refused, gaps }
}

/** Whether the rest of a row lay on a page that is lost. */
export const isLost = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes(lostMark)
  return value instanceof Uint8Array && Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes(lostMark)
}

type Take = (values: readonly SQLOutputValue[]) => void

const byIds = (from: DatabaseSync, { name, columns }: Table, take: Take): readonly Gap[] => {
  const sql = (order: string) =>
    `SELECT rowid, ${columns.join(', ')} FROM ${name} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid ${order}`
  const prepared = readingOrNone(() => ({ up: prepare(from, sql('ASC')), down: prepare(from, sql('DESC')) }))
  if (prepared === undefined) return [[0n, mostId]]
  const read: Read = (low, high, order): Stretch => {
    let [first, last]: (bigint | undefined)[] = []
    const isBroken = !isWhole(() => {
      for (const row of prepared[order].iterate(low, high)) {
        const [id, ...values] = Object.values(row)
        const follows = typeof id === 'bigint' && (last === undefined || (order === 'up' ? id > last : id < last))
        // A page that leads back to itself would be read for ever.
        if (!follows) throw new Error('the ids are out of order')
        first ??= id
        last = id
        take(values)
      }
    })
    return { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }), isBroken }
  }
  return readRows(read, mostId)
}

/** From both ends; such tables are small. */
const byKey = (from: DatabaseSync, { name, columns }: Table, key: readonly string[], take: Take): readonly Gap[] => {
  const broke = (order: 'ASC' | 'DESC') =>
    !isWhole(() => {
      const by = key.map((column) => `${column} ${order}`).join(', ')
      const statement = prepare(from, `SELECT ${columns.join(', ')} FROM ${name} NOT INDEXED ORDER BY ${by}`)
      let left = mostRowsByKey
      for (const row of statement.iterate()) {
        if (left-- === 0) throw new Error('the rows have no end')
        take(Object.values(row))
      }
    })
  return broke('ASC') && broke('DESC') ? [[0n, mostId]] : []
}

const mostRowsByKey = 10_000_000

const prepare = (from: DatabaseSync, sql: string): StatementSync => {
  const statement = from.prepare(sql)
  statement.setReturnArrays(true)
  statement.setReadBigInts(true)
  return statement
}

/** Whether reading came to its end; a disk that fails is no damage. */
const isWhole = (reading: () => void): boolean => {
  try {
    reading()
    return true
  } catch (error) {
    rethrowOfDisk(error)
    return false
  }
}

const readingOrNone = <A>(reading: () => A): A | undefined => {
  try {
    return reading()
  } catch (error) {
    rethrowOfDisk(error)
    return undefined
  }
}

/** Damage is what SQLite calls so, or what makes no sense; whatever else is of the state passes, or is for a person to mend. */
const rethrowOfDisk = (error: unknown): void => {
  const { code, ofState } = readSqliteError(error)
  if (ofState && code !== 11 && code !== 26) throw error
}
