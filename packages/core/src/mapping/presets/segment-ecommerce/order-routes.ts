import type { PresetRoute } from '../../../contracts/preset.ts'
import { productIds } from './products.ts'
import { trackRoute } from './track-route.ts'

const order = {
  order_id: 'string',
  affiliation: 'string',
  total: 'number',
  revenue: 'number',
  shipping: 'number',
  tax: 'number',
  discount: 'number',
  coupon: 'string',
  currency: 'string',
} as const

const products = [
  { product_id: 'p-1', sku: 'TEA-1', name: 'Tea', price: 4.5 },
  { sku: 'CUP-7', name: 'Cup', price: 9 },
]
const productsSent = { product_ids: '["p-1","CUP-7"]' }

/** From the start of an order to its end. */
export const orderRoutes: readonly PresetRoute[] = [
  trackRoute({
    event: 'Checkout Started',
    properties: { ...order, value: 'number' },
    more: productIds,
    example: {
      properties: { order_id: 'o-1', value: '18', currency: 'EUR', products },
      metadata: { order_id: 'o-1', value: 18, currency: 'EUR', ...productsSent },
    },
  }),
  trackRoute({
    event: 'Order Completed',
    properties: { checkout_id: 'string', ...order, subtotal: 'number' },
    more: productIds,
    example: {
      properties: { order_id: 1001, total: '27.50', revenue: 25, tax: null, currency: 'EUR', gift: true, products },
      metadata: { order_id: '1001', total: 27.5, revenue: 25, currency: 'EUR', ...productsSent },
    },
    examples: [
      {
        title: 'A loyalty card, a code of a friend, and the time it happened',
        event: {
          type: 'track',
          userId: 'user-1',
          event: 'Order Completed',
          timestamp: '2026-03-01T10:24:33+01:00',
          properties: { order_id: 'o-1', loyalty_card: 'L-7', referral_code: 'FRIEND-1', referrer_id: 'user-9' },
        },
        expect: {
          body: {
            event: 'order_completed',
            customer: { source_id: 'user-1' },
            referral: { code: 'FRIEND-1', referrer_id: 'user-9' },
            loyalty: { code: 'L-7' },
            metadata: { order_id: 'o-1', occurred_at: '2026-03-01T09:24:33.000Z' },
          },
        },
      },
      {
        title: 'Empty codes are none, and a referrer alone is no referral',
        event: {
          type: 'track',
          userId: 'user-1',
          event: 'Order Completed',
          properties: { loyalty_card: '', referral: { code: ' ', referrer_id: 'user-9' } },
        },
        expect: { body: { event: 'order_completed', customer: { source_id: 'user-1' } } },
      },
      {
        title: 'Nobody who is known',
        event: { type: 'track', anonymousId: 'visitor-1', event: 'Order Completed', properties: { order_id: 'o-1' } },
        expect: { skips: 'no identity' },
      },
      {
        title: 'A total that is no number',
        event: { type: 'track', userId: 'user-1', event: 'Order Completed', properties: { total: '27.50 EUR' } },
        expect: {
          fails: ['metadata.total: expected a number, or a text that is one, found "27.50 EUR" ($.properties.total)'],
        },
      },
    ],
  }),
  trackRoute({
    event: 'Order Updated',
    properties: order,
    more: productIds,
    example: {
      properties: { order_id: 'o-1', total: 18, coupon: 'SPRING', products },
      metadata: { order_id: 'o-1', total: 18, coupon: 'SPRING', ...productsSent },
    },
  }),
  trackRoute({
    event: 'Order Refunded',
    properties: order,
    more: productIds,
    example: {
      properties: { order_id: 'o-1', total: '18.00', currency: 'EUR', products },
      metadata: { order_id: 'o-1', total: 18, currency: 'EUR', ...productsSent },
    },
  }),
  trackRoute({
    event: 'Order Cancelled',
    properties: order,
    more: productIds,
    example: { properties: { order_id: 'o-1', discount: '2.5' }, metadata: { order_id: 'o-1', discount: 2.5 } },
  }),
]
