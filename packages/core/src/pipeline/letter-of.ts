import type { Delivery } from '../contracts/delivery.ts'
import type { Letter } from '../contracts/letters.ts'
import type { Buried } from '../contracts/outcome.ts'
import type { Part } from './plan.ts'

/** What a letter says beside the delivery and the reason. */
export type Particulars = Pick<Letter, 'messageId' | 'route' | 'kind' | 'customer' | 'body'>

/** Of an event that no route saw. */
export const unread: Particulars = {
  messageId: undefined,
  route: undefined,
  kind: undefined,
  customer: undefined,
  body: undefined,
}

/** Of a part of an event's plan. */
export const particularsOf = <Body>(messageId: string, part: Part<Body>): Particulars => {
  const about = { ...unread, messageId, route: part.route }
  if (part._tag === 'Ready') {
    const { kind, customer, body } = part.shipment
    return { ...about, kind, customer, body }
  }
  return part._tag === 'Faulty' ? { ...about, body: part.body } : about
}

/** The letter of an event, which is kept whole. `now` is in milliseconds since the epoch. */
export const letterOf = (delivery: Delivery, particulars: Particulars, end: Buried, now: number): Letter => ({
  source: delivery.source,
  deliveryId: delivery.id,
  ...particulars,
  end,
  bytes: delivery.bytes,
  envelope: delivery.envelope,
  receivedAt: delivery.receivedAt,
  buriedAt: now,
})
