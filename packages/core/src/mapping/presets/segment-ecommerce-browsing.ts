import { definePlugin } from '../../contracts/plugin.ts'
import { product, productIds } from './segment-ecommerce/products.ts'
import { trackRoute } from './segment-ecommerce/track-route.ts'

const list = { list_id: 'string', category: 'string' } as const

const promotion = { promotion_id: 'string', creative: 'string', name: 'string', position: 'string' } as const

const spring = { promotion_id: 'promo-1', creative: 'banner-2', name: 'Spring sale', position: 'home_top' }

const tea = { product_id: 'p-1', sku: 'TEA-1', name: 'Tea', price: '4.50', position: 3 }
const teaSent = { ...tea, price: 4.5 }

/** A list as one text. */
const asJson = (path: string) => ({ '@json': { mode: 'encode', value: path } })

/** What customers look at, of Segment's e-commerce spec (https://segment.com/docs/connections/spec/ecommerce/v2/). */
export const segmentEcommerceBrowsingPreset = definePlugin({
  kind: 'preset',
  name: 'segment-ecommerce-browsing',
  summary:
    "The events of Segment's e-commerce spec in which a customer only searches, looks or clicks, made as the preset " +
    '`segment-ecommerce` makes the others. A shop has many of them, and each costs a call: take `only` those that a ' +
    'campaign needs. Filters and sorts are sent as texts of JSON; of the products that a list showed nothing is sent.',
  routes: [
    trackRoute({
      event: 'Products Searched',
      properties: {},
      more: { query: '$.properties.query' },
      isFlattened: true,
      example: { properties: { query: 'green tea' }, metadata: { query: 'green tea' } },
      examples: [
        {
          title: 'A query that is an object',
          event: {
            type: 'track',
            userId: 'user-1',
            event: 'Products Searched',
            properties: { query: { text: 'tea', colors: ['green', 'white'] } },
          },
          expect: {
            body: {
              event: 'products_searched',
              customer: { source_id: 'user-1' },
              metadata: { query_text: 'tea', query_colors: 'green,white' },
            },
          },
        },
      ],
    }),
    trackRoute({
      event: 'Product List Viewed',
      properties: list,
      example: {
        properties: { list_id: 'deals', category: 'Deals', products: [tea] },
        metadata: { list_id: 'deals', category: 'Deals' },
      },
    }),
    trackRoute({
      event: 'Product List Filtered',
      properties: list,
      more: { filters: asJson('$.properties.filters'), sorts: asJson('$.properties.sorts') },
      example: {
        properties: { list_id: 'deals', filters: [{ type: 'price', value: 'under-25' }], products: [tea] },
        metadata: { list_id: 'deals', filters: '[{"type":"price","value":"under-25"}]' },
      },
    }),
    trackRoute({
      event: 'Promotion Viewed',
      properties: promotion,
      example: { properties: spring, metadata: spring },
    }),
    trackRoute({
      event: 'Promotion Clicked',
      properties: promotion,
      example: { properties: spring, metadata: spring },
    }),
    trackRoute({
      event: 'Product Clicked',
      properties: product,
      example: { properties: tea, metadata: teaSent },
    }),
    trackRoute({
      event: 'Product Viewed',
      properties: { ...product, currency: 'string', value: 'number' },
      example: {
        properties: { ...tea, currency: 'EUR', value: '4.50' },
        metadata: { ...teaSent, currency: 'EUR', value: 4.5 },
      },
      examples: [
        {
          title: 'Nobody who is known',
          event: { type: 'track', anonymousId: 'visitor-1', event: 'Product Viewed', properties: tea },
          expect: { skips: 'no identity' },
        },
      ],
    }),
    trackRoute({
      event: 'Cart Viewed',
      properties: { cart_id: 'string' },
      more: productIds,
      example: {
        properties: { cart_id: 'c-1', products: [tea] },
        metadata: { cart_id: 'c-1', product_ids: '["p-1"]' },
      },
    }),
    trackRoute({
      event: 'Checkout Step Viewed',
      properties: { checkout_id: 'string', step: 'number', shipping_method: 'string', payment_method: 'string' },
      example: { properties: { checkout_id: 'k-1', step: '1' }, metadata: { checkout_id: 'k-1', step: 1 } },
    }),
  ],
})
