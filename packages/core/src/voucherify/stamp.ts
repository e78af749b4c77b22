import type { JsonObject } from '../contracts/event.ts'
import type { ShipmentKey } from '../contracts/ledger.ts'

/**
 * The mark by which an event is found again: the same for each attempt at it. Neither source nor route has a slash in its name. What
 * no text can carry (half a surrogate pair) is replaced, as it would be on the way.
 *
 * @example
 * stampOf(shipment) // 'shop/ajs-next-1234/order-completed'
 */
export const stampOf = ({ source, messageId, route }: ShipmentKey): string =>
  `${source}/${messageId}/${route}`.toWellFormed()

/** The same body with a mark in its metadata, whatever a mapping has put there. */
export const stamped = <Body extends { readonly metadata?: JsonObject }>(
  body: Body,
  key: string,
  stamp: string,
): Body => ({
  ...body,
  metadata: { ...body.metadata, [key]: stamp },
})
