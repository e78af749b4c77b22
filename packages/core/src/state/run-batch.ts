import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { Batch, PackedResult, Reply, Value } from './messages.ts'
import { createPacker, createUnpacker, type Packed } from './packing.ts'
import { isFull } from './page.ts'
import { readSqliteError } from './sqlite-failure.ts'
import { statements, type Gives } from './statements.ts'

/**
 * Prepares every statement and gives the function that runs a batch of them: in order, in one transaction that is
 * durable before the reply, or not at all. It never throws. A damaged file is not touched again.
 *
 * @param damaged told once, when SQLite finds the file damaged
 */
export const createRunner = (database: DatabaseSync, damaged: (message: string) => void): ((batch: Batch) => Reply) => {
  const prepared = new Map<Packed, Prepared>(
    Object.entries(statements).map(([name, { sql, gives }]) => [name, prepare(database, sql, gives)]),
  )
  const begin = { reads: database.prepare('BEGIN'), writes: database.prepare('BEGIN IMMEDIATE') }
  const commit = database.prepare('COMMIT')
  let broken: Reply | undefined

  return ({ writes, flat, freight }) => {
    if (broken !== undefined) return broken
    const results: PackedResult[] = []
    const unpack = createUnpacker(freight)
    const packer = createPacker()
    let operating = false
    try {
      // Reads share a transaction too: each on its own would take the file's lock and give it back.
      begin[writes ? 'writes' : 'reads'].run()
      operating = true
      for (let at = 0; at < flat.length;) {
        const statement = prepared.get(flat[at])
        if (statement === undefined) throw new Error('no such statement')
        const end = at + 1 + statement.parameters
        results.push(statement.run(unpack(flat.slice(at + 1, end)), packer.pack))
        at = end
      }
      operating = false
      commit.run()
      return { _tag: 'Done', results, freight: packer.freight() }
    } catch (error) {
      const reply = failed(database, error, operating ? results.length : undefined)
      if (reply.isDamaged === true) {
        broken = reply
        damaged(reply.message)
      }
      return reply
    }
  }
}

interface Prepared {
  readonly parameters: number
  readonly run: (values: readonly Value[], pack: (value: Value) => Packed) => PackedResult
}

const prepare = (database: DatabaseSync, sql: string, gives: Gives): Prepared => {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  const parameters = sql.split('?').length - 1
  return { parameters, run: runnerOf(statement, gives) }
}

const runnerOf = (statement: StatementSync, gives: Gives): Prepared['run'] => {
  switch (gives) {
    case 'nothing':
      return (values) => {
        statement.run(...values)
        return 0
      }
    case 'changed':
      return (values) => Number(statement.run(...values).changes)
    case 'found':
      return (values) => (statement.get(...values) === undefined ? 0 : 1)
    case 'row':
      return (values, pack) => {
        const row = statement.get(...values)
        return row === undefined ? noRows : [packedRow(row, pack)]
      }
    case 'page':
      return (values, pack) => readPage(statement, values, pack)
  }
}

const noRows: PackedResult = []

const packedRow = (row: Readonly<Record<string, SQLOutputValue>>, pack: (value: Value) => Packed): readonly Packed[] =>
  Object.values(row).map((value) => pack(typeof value === 'bigint' ? Number(value) : value))

const readPage = (statement: StatementSync, values: readonly Value[], pack: (value: Value) => Packed): PackedResult => {
  const rows: (readonly Packed[])[] = []
  let bytes = 0
  for (const row of statement.iterate(...values)) {
    rows.push(packedRow(row, pack))
    for (const value of Object.values(row)) bytes += value instanceof Uint8Array ? value.byteLength : 0
    if (isFull(rows.length, bytes)) break
  }
  return rows
}

/** SQLite has rolled back by itself after some errors; whatever is left of the transaction must not reach the next batch. */
const failed = (database: DatabaseSync, error: unknown, operation: number | undefined): Failed => {
  const { code, message, ofState } = readSqliteError(error)
  if (code === 11 || code === 26) return { _tag: 'Failed', message, isDamaged: true }
  try {
    if (database.isTransaction) database.exec('ROLLBACK')
  } catch (second) {
    return { _tag: 'Failed', message: `${message}; ${readSqliteError(second).message}` }
  }
  return { _tag: 'Failed', message, guilty: ofState ? undefined : operation }
}

type Failed = Extract<Reply, { readonly _tag: 'Failed' }>
