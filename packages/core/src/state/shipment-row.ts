import type { Attempt, Buried, BuryReason } from '../contracts/outcome.ts'
import type { DoubtCause } from '../contracts/failure.ts'
import type { Row } from './messages.ts'

/**
 * Where a shipment stands in the state file. `intended`: an attempt was about to begin. `waiting`: attempts failed for certain.
 * `in doubt`: an attempt may have been processed. `delivered` and `buried` are ends.
 */
export type ShipmentState = 'intended' | 'waiting' | 'in doubt' | 'delivered' | 'buried'

/** A row of the statement `look`. */
export interface ShipmentRow {
  readonly id: number
  readonly state: ShipmentState
  readonly deliveryId: string | undefined
  readonly reason: BuryReason | undefined
  readonly attempts: readonly Attempt[]
  /** JSON text, as far as it is known. */
  readonly body: string | undefined
  readonly begunAt: number
}

/** Reads a row that this program has written. */
export const readShipmentRow = ([id, state, deliveryId, reason, attempts, body, begunAt]: Row): ShipmentRow => ({
  id: Number(id),
  state: String(state) as ShipmentState, // only the ledger writes it
  deliveryId: textOf(deliveryId),
  reason: textOf(reason) as BuryReason | undefined, // only the ledger writes it
  attempts: readAttempts(attempts),
  body: textOf(body),
  begunAt: Number(begunAt),
})

/** Attempts as they stand in the state file; null where there were none. */
export const writeAttempts = (attempts: readonly Attempt[]): string | null =>
  attempts.length === 0 ? null : JSON.stringify(attempts)

/** Why the outcome of a shipment is not known; undefined where it is. */
export const doubtOf = ({ state, attempts }: ShipmentRow): DoubtCause | undefined => {
  if (state === 'intended') return 'crash'
  if (state !== 'in doubt') return undefined
  return attempts.findLast(({ failure }) => failure.fate === 'in-doubt')?.failure.doubt ?? 'crash'
}

/** The end of a row that was buried. Its letter has the faults. */
export const burialOf = ({ reason, attempts }: ShipmentRow): Buried => ({
  _tag: 'Buried',
  reason: reason ?? 'refused',
  faults: [],
  attempts,
})

const textOf = (value: Row[number] | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

/** Only the ledger writes them. Where a disk has changed them, a relay that ended over them would end at every start. */
const readAttempts = (value: Row[number] | undefined): readonly Attempt[] => {
  try {
    return typeof value === 'string' ? JSON.parse(value) : []
  } catch {
    return []
  }
}
