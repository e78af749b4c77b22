import type { Shipment } from '../contracts/destination.ts'
import type { Claim } from '../contracts/ledger.ts'
import { burialOf, type ShipmentRow } from './shipment-row.ts'

/** A shipment's body as the ledger keeps it: JSON text. */
export const bodyText = ({ body, bodyText: text, replay }: Shipment<unknown>): string =>
  replay?.body ?? text ?? JSON.stringify(body)

/**
 * What a row that has ended says to a shipment that would be claimed; undefined where it may be sent all the same: a copy of what
 * was refused may, one of what is in doubt may not.
 */
export const standingOf = (row: ShipmentRow, shipment: Shipment<unknown>): Claim | undefined => {
  if (row.state === 'delivered') return { _tag: 'Delivered', differs: isOther(row.body, bodyText(shipment)) }
  if (row.state !== 'buried') return undefined
  if (row.deliveryId === shipment.deliveryId) return { _tag: 'Buried', end: burialOf(row) }
  return row.reason === 'in doubt' ? { _tag: 'Parked' } : undefined
}

/** Times are left out: a sender whose clock is corrected says others each time it sends the same event. */
const isOther = (known: string | undefined, body: string): boolean =>
  known !== undefined && known !== body && timeless(known) !== timeless(body)

const timeless = (text: string): string => text.replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)"/g, '""')
