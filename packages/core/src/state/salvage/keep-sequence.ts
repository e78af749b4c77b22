import type { DatabaseSync } from 'node:sqlite'

/** Where it is not known which ids there were, the next ones begin so much further on. */
const margin = 1_000_000_000

/**
 * Sees to it that ids of the journal never come again: they name deliveries in letters and in the ledger, of which some may be
 * lost.
 */
export const keepSequence = (to: DatabaseSync, from: DatabaseSync): void => {
  const known = numberIn(from, `SELECT seq FROM sqlite_sequence WHERE name = 'journal'`)
  const seen = ['journal', 'letters', 'shipments'].map((table) =>
    numberIn(to, `SELECT max(CAST(${table === 'journal' ? 'id' : 'delivery_id'} AS INTEGER)) FROM ${table}`),
  )
  const most = Math.max(0, ...[known, ...seen].filter((id) => id !== undefined))
  const next = known === undefined ? most + margin : most
  to.prepare(`DELETE FROM sqlite_sequence WHERE name = 'journal'`).run()
  to.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('journal', ?)`).run(next)
}

const numberIn = (database: DatabaseSync, sql: string): number | undefined => {
  try {
    const value = Object.values(database.prepare(sql).get() ?? {})[0]
    return typeof value === 'number' && Number.isSafeInteger(value) && value < margin * 1_000 ? value : undefined
  } catch {
    return undefined // it cannot be read, or this version has no such table
  }
}
