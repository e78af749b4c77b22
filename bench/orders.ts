import type { DoubtPolicy } from '@vouchrelay/core'

/** A Segment `Order Completed` call of about 950 bytes, as its SDK for Node sends it; each `n` is another order. */
export const order = (n: number): string =>
  JSON.stringify({
    messageId: `node-next-1795246980461-${String(n).padStart(8, '0')}-3301-4f62-9054-41abf26e0c9d`,
    timestamp: '2026-11-21T07:43:00.461Z',
    type: 'track',
    event: 'Order Completed',
    userId: `customer-${n % 5_000}`,
    properties: {
      order_id: `order-${n}`,
      checkout_id: 'fksdjfsdjfisjf9sdfjsd9f',
      total: 27.5 + (n % 100),
      subtotal: 22.5,
      revenue: 25,
      shipping: 3,
      tax: 2,
      discount: 2.5,
      coupon: 'hasbros',
      currency: 'USD',
      loyalty_card: `L-CARD-${n % 5_000}`,
      products: [
        {
          product_id: '507f1f77bcf86cd799439011',
          sku: '45790-32',
          name: 'Monopoly: 3rd Edition',
          price: 19,
          quantity: 1,
        },
        { product_id: '505bd76785ebb509fc183733', sku: '46493-32', name: 'Uno Card Game', price: 3, quantity: 2 },
      ],
    },
    context: {
      ip: '203.0.113.7',
      locale: 'en-US',
      timezone: 'Europe/Warsaw',
      library: { name: '@segment/analytics-node', version: '3.1.0' },
      traits: { email: `customer-${n % 5_000}@example.com` },
    },
    integrations: { All: true },
    _metadata: { nodeVersion: '24.21.0', jsRuntime: 'node' },
  })

/** An event of these, untyped, as code by hand has it. */
export const readOrder = (text: string) => JSON.parse(text)

/** What the routes below make of it, by hand. */
export const mapOrder = ({ userId, properties, context, timestamp }: ReturnType<typeof readOrder>) => ({
  event: 'order_completed',
  customer: { source_id: userId, email: properties.email ?? context.traits.email },
  loyalty: { code: properties.loyalty_card },
  metadata: {
    order_id: properties.order_id,
    total: Number(properties.total),
    currency: properties.currency,
    coupon: properties.coupon,
    placed_at: timestamp,
  },
})

/** Settings that do the same, with what differs between benches. */
export const settingsWith = ({
  whenInDoubt,
  destination = '',
}: {
  readonly whenInDoubt?: DoubtPolicy
  readonly destination?: string
}): string => `
sources:
  - { use: segment, name: shop, listen: { port: 0 }, tracking: { writeKeys: [bench] } }
routes:
  - name: order-completed
    when: type = "track" and event = "Order Completed"
    ${whenInDoubt === undefined ? '' : `whenInDoubt: ${whenInDoubt}`}
    body:
      event: order_completed
      customer: { source_id: $.userId, email: { '@coalesce': [$.properties.email, $.context.traits.email] } }
      loyalty: { code: $.properties.loyalty_card }
      metadata:
        order_id: $.properties.order_id
        total: { '@number': $.properties.total }
        currency: $.properties.currency
        coupon: $.properties.coupon
        placed_at: $.timestamp
destination:
  use: voucherify
  baseUrl: '\${SINK}'
  applicationId: sandbox-app-id
  secretKey: sandbox-secret-key
  ${destination}
`

/** The routes both sides of a bench work by: ours from these settings, the other by hand. */
export const settings = settingsWith({})
