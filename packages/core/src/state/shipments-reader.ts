import type { Attempt } from '../contracts/outcome.ts'
import type { Row, Value } from './messages.ts'
import type { Query } from './query.ts'
import type { ShipmentState } from './shipment-row.ts'

/** What the ledger knows of one event on one route. Times are in milliseconds since the epoch. */
export interface KnownShipment {
  readonly source: string
  readonly messageId: string
  readonly route: string
  readonly state: ShipmentState
  /** Why it is buried. */
  readonly reason: string | undefined
  readonly customer: string | undefined
  readonly kind: string | undefined
  /** What failed before the end, oldest first. */
  readonly attempts: readonly Attempt[]
  /** Of the answer that took it. */
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly body: unknown
  /** Copies of it that were skipped. */
  readonly copies: number
  readonly receivedAt: number | undefined
  /** When the first attempt was about to begin. */
  readonly begunAt: number
  /** When it came into its state. */
  readonly at: number
}

/** Looks at the ledger. */
export interface ShipmentsReader {
  /** An event's shipments, of one source or of all. */
  readonly ofMessage: (messageId: string, source?: string) => readonly KnownShipment[]
}

/** Looks at the ledger of a state file. */
export const createShipmentsReader = (query: Query): ShipmentsReader => ({
  ofMessage: (messageId, source) =>
    query(
      `SELECT source, message_id, route, state, reason, customer, kind, attempts, status, request_id, body, copies,
         received_at, begun_at, at
       FROM shipments WHERE message_id = ? AND source = ifnull(?, source) ORDER BY source, id`,
      [messageId, source ?? null],
    ).map(readShipment),
})

const textOf = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined)
const numberOf = (value: Value | undefined): number | undefined => (typeof value === 'number' ? value : undefined)
const jsonOf = (value: Value | undefined) => (typeof value === 'string' ? JSON.parse(value) : undefined)

const readShipment = (row: Row): KnownShipment => {
  const [source, messageId, route, state, reason, customer, kind, attempts, status, requestId, ...rest] = row
  const [body, copies, receivedAt, begunAt, at] = rest
  return {
    source: String(source),
    messageId: String(messageId),
    route: String(route),
    state: String(state) as ShipmentState, // only the ledger writes it
    reason: textOf(reason),
    customer: textOf(customer),
    kind: textOf(kind),
    attempts: jsonOf(attempts) ?? [],
    status: numberOf(status),
    requestId: textOf(requestId),
    body: jsonOf(body),
    copies: Number(copies),
    receivedAt: numberOf(receivedAt),
    begunAt: Number(begunAt),
    at: Number(at),
  }
}
