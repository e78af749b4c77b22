import type { Shipment } from '../contracts/destination.ts'
import type { Conclusion } from '../contracts/ledger.ts'
import type { Attempt, BuryReason } from '../contracts/outcome.ts'
import type { Operation, Value } from './messages.ts'
import { writeAttempts, type ShipmentRow, type ShipmentState } from './shipment-row.ts'
import { bodyText } from './standing.ts'

/** What a shipment's row becomes. */
export interface Becoming {
  readonly state: ShipmentState
  readonly attempts: readonly Attempt[]
  readonly reason?: BuryReason
  readonly status?: number
  readonly requestId?: string | undefined
}

/** A shipment that somebody works on. */
export interface Held {
  /** Of its claim. */
  readonly name: string
  /** Of its row, which need not be there yet. */
  readonly id: number
  /** Before its first attempt, in milliseconds since the epoch. */
  readonly begunAt: number
  /** Whether the row is known to be there and to say of this delivery and this body. */
  isRecorded: boolean
  attempts: readonly Attempt[]
}

/** What the row becomes with a conclusion. */
export const endOf = ({ end, attempts }: Conclusion): Becoming =>
  end._tag === 'Forwarded'
    ? { state: 'delivered', attempts, status: end.receipt.status, requestId: end.receipt.requestId }
    : { state: 'buried', attempts, reason: end.reason }

/** Brings a shipment's row to a state. `at`: now, in milliseconds since the epoch. */
export const becoming = (
  shipment: Shipment<unknown>,
  { id, begunAt, isRecorded }: Held,
  { state, reason, attempts, status, requestId }: Becoming,
  at: number,
): Operation => {
  const changes: readonly Value[] = [
    at,
    state,
    reason ?? null,
    writeAttempts(attempts),
    status ?? null,
    requestId ?? null,
  ]
  if (isRecorded) return { does: 'become', values: [...changes, id] }
  const { source, messageId, route, deliveryId, kind, customer, receivedAt } = shipment
  const what: readonly Value[] = [deliveryId, kind, customer, bodyText(shipment), Math.trunc(receivedAt), begunAt]
  return { does: 'record', values: [id, source, messageId, route, ...what, ...changes] }
}

/** The row as it would be, had it been written. */
export const rowOf = (shipment: Shipment<unknown>, { id, begunAt }: Held, become: Becoming): ShipmentRow => ({
  id,
  state: become.state,
  deliveryId: shipment.deliveryId,
  reason: become.reason,
  attempts: become.attempts,
  body: bodyText(shipment),
  begunAt,
})
