import type { DatabaseSync } from 'node:sqlite'
import type { Shipment } from '../contracts/destination.ts'
import { replayFrom, type FileReplay } from './file-replays.ts'
import type { Row } from './messages.ts'
import { doubtOf, readShipmentRow } from './shipment-row.ts'
import { standingOf } from './standing.ts'
import { statements } from './statements.ts'
import { createSuppression } from './suppression.ts'

/** What the ledger would say if a shipment were claimed now: nothing that keeps it from being sent, or why. */
export type Standing = 'free' | 'delivered' | 'parked' | 'suppressed' | 'in doubt'

/** Asks the ledger of a state file without touching it. */
export interface StandingsReader {
  readonly of: (shipment: Shipment<unknown>) => Standing
  /** The replays of a source's files, the latest first. */
  readonly replays: (source: string) => readonly FileReplay[]
}

export const createStandingsReader = (database: DatabaseSync): StandingsReader => {
  const look = database.prepare(statements.look.sql)
  look.setReturnArrays(true)
  const ask = (sql: string, ...values: readonly string[]): readonly Row[] => {
    const statement = database.prepare(sql)
    statement.setReturnArrays(true)
    return statement.all(...values) as unknown as readonly Row[] // arrays of what SQLite stores, as asked for
  }
  const hashes = ask('SELECT customer FROM suppressed').flatMap(([hash]) => (hash instanceof Uint8Array ? [hash] : []))
  const salt = String(ask(`SELECT text FROM notes WHERE name = 'salt'`)[0]?.[0] ?? '')
  const suppression = createSuppression(salt, hashes)
  return {
    of: (shipment) => {
      if (suppression.has(shipment.customer)) return 'suppressed'
      const { messageId, route, source } = shipment
      const found = look.get(messageId, route, source) as unknown as Row | undefined // an array, as asked for
      if (found === undefined) return 'free'
      const row = readShipmentRow(found)
      const told = standingOf(row, shipment)
      if (told?._tag === 'Delivered') return 'delivered'
      if (told?._tag === 'Parked') return 'parked'
      return doubtOf(row) === undefined ? 'free' : 'in doubt'
    },
    replays: (source) => ask(statements.replaysOf.sql, source).map(replayFrom),
  }
}
