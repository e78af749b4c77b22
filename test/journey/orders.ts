import type { Chance } from './seeded.ts'

/** What is to become of an order: delivered through one route or two, or buried before it is sent. */
export type Fate = 'order' | 'order and coupon' | 'unmappable' | 'undecodable'

/** An event as a sender makes it. */
export interface Order {
  readonly messageId: string
  readonly customer: string
  /** Counts the orders of the customer. */
  readonly n: number
  readonly fate: Fate
  /** The event as it is sent. */
  readonly text: string
  /** The bodies that come of it, as JSON, by what they are called. */
  readonly bodies: ReadonlyMap<string, string>
}

const notes = [
  'plain',
  'with "quotes" and \\ back',
  'zażółć gęślą jaźń',
  '漢字と仮名',
  '🎟️🎟️',
  'a\nnew line',
  '\u2028',
] as const

/** An order with chance contents. */
export const orderOf = (customer: string, n: number, fate: Fate, chance: Chance): Order => {
  const messageId = `${customer}-${n}`
  const note = `${chance.oneOf(notes)} ${chance.next()}`.repeat(chance.between(1, 5))
  const total = chance.between(1, 100_000) / 100
  const coupon = fate === 'order and coupon' ? { coupon: `c-${n}` } : {}
  const properties = { n, note, total: fate === 'unmappable' ? 'abc' : total, ...coupon }
  const event = fate === 'undecodable' ? 5 : 'Order Completed'
  const delivered = fate === 'order' || fate === 'order and coupon'
  const body = (name: string, metadata: object): [string, string] => [
    name,
    JSON.stringify({
      event: name,
      customer: { source_id: customer },
      metadata: { message_id: messageId, n, ...metadata },
    }),
  ]
  const bodies = [
    ...(delivered ? [body('order_completed', { note, total })] : []),
    ...(fate === 'order and coupon' ? [body('coupon_used', coupon)] : []),
  ]
  return {
    messageId,
    customer,
    n,
    fate,
    text: JSON.stringify({ type: 'track', messageId, userId: customer, event, properties }),
    bodies: new Map(bodies),
  }
}

/** Mostly good ones. */
export const fateBy = (chance: Chance): Fate =>
  chance.oneOf([
    'order',
    'order',
    'order',
    'order',
    'order',
    'order',
    'order and coupon',
    'order and coupon',
    'unmappable',
    'undecodable',
  ])
