import { definePlugin } from '../../contracts/plugin.ts'
import { orderRoutes } from './segment-ecommerce/order-routes.ts'
import { product, productIds } from './segment-ecommerce/products.ts'
import { trackRoute } from './segment-ecommerce/track-route.ts'

const checkoutStep = {
  checkout_id: 'string',
  step: 'number',
  shipping_method: 'string',
  payment_method: 'string',
} as const

const coupon = { order_id: 'string', cart_id: 'string', coupon_id: 'string', coupon_name: 'string' } as const

const wishlist = { wishlist_id: 'string', wishlist_name: 'string' } as const

/** A product as a shop sends it, and what is sent of it. */
const tea = { product_id: 'p-1', sku: 'TEA-1', name: 'Tea', price: '4.50', quantity: 2 }
const teaSent = { ...tea, price: 4.5 }

/** What customers do in a shop, of Segment's e-commerce spec (https://segment.com/docs/connections/spec/ecommerce/v2/). */
export const segmentEcommercePreset = definePlugin({
  kind: 'preset',
  name: 'segment-ecommerce',
  summary:
    "The events of Segment's e-commerce spec in which a customer does something: `Order Completed` becomes " +
    '`order_completed`, and its ordinary properties become metadata of the type the spec says, numbers in texts too; of ' +
    '`products` the ids. `referral_code` (with `referrer_id`) and `loyalty_code` or `loyalty_card`, or the same inside ' +
    '`referral` and `loyalty`, become the codes of the event. Not sent: other properties, and what customers write and to ' +
    'whom (`share_message`, `recipient`, `review_body`). The events in which a customer only looks at something are ' +
    'the preset `segment-ecommerce-browsing`: there are many of them, and each costs a call.',
  routes: [
    trackRoute({
      event: 'Product Added',
      properties: { cart_id: 'string', ...product },
      example: { properties: { cart_id: 'c-1', ...tea }, metadata: { cart_id: 'c-1', ...teaSent } },
    }),
    trackRoute({
      event: 'Product Removed',
      properties: { cart_id: 'string', ...product },
      example: { properties: { cart_id: 'c-1', ...tea }, metadata: { cart_id: 'c-1', ...teaSent } },
    }),
    trackRoute({
      event: 'Checkout Step Completed',
      properties: checkoutStep,
      example: {
        properties: { checkout_id: 'k-1', step: '2', shipping_method: 'express', payment_method: 'visa' },
        metadata: { checkout_id: 'k-1', step: 2, shipping_method: 'express', payment_method: 'visa' },
      },
    }),
    trackRoute({
      event: 'Payment Info Entered',
      properties: { order_id: 'string', ...checkoutStep },
      example: {
        properties: { checkout_id: 'k-1', order_id: 'o-1', payment_method: 'visa' },
        metadata: { checkout_id: 'k-1', order_id: 'o-1', payment_method: 'visa' },
      },
    }),
    ...orderRoutes,
    trackRoute({
      event: 'Coupon Entered',
      properties: coupon,
      example: {
        properties: { cart_id: 'c-1', coupon_id: 'SPRING' },
        metadata: { cart_id: 'c-1', coupon_id: 'SPRING' },
      },
    }),
    trackRoute({
      event: 'Coupon Applied',
      properties: { ...coupon, discount: 'number' },
      example: {
        properties: { order_id: 'o-1', coupon_id: 'SPRING', coupon_name: 'Spring deals', discount: '5.50' },
        metadata: { order_id: 'o-1', coupon_id: 'SPRING', coupon_name: 'Spring deals', discount: 5.5 },
      },
    }),
    trackRoute({
      event: 'Coupon Denied',
      properties: { ...coupon, coupon: 'string', reason: 'string' },
      example: {
        properties: { cart_id: 'c-1', coupon: 'SPRING', reason: 'expired' },
        metadata: { cart_id: 'c-1', coupon: 'SPRING', reason: 'expired' },
      },
    }),
    trackRoute({
      event: 'Coupon Removed',
      properties: { ...coupon, discount: 'number' },
      example: {
        properties: { cart_id: 'c-1', coupon_id: 'SPRING', discount: 5.5 },
        metadata: { cart_id: 'c-1', coupon_id: 'SPRING', discount: 5.5 },
      },
    }),
    trackRoute({
      event: 'Product Added to Wishlist',
      properties: { ...wishlist, ...product },
      example: {
        properties: { wishlist_id: 'w-1', wishlist_name: 'Birthday', ...tea },
        metadata: { wishlist_id: 'w-1', wishlist_name: 'Birthday', ...teaSent },
      },
    }),
    trackRoute({
      event: 'Product Removed from Wishlist',
      properties: { ...wishlist, ...product },
      example: { properties: { wishlist_id: 'w-1', ...tea }, metadata: { wishlist_id: 'w-1', ...teaSent } },
    }),
    trackRoute({
      event: 'Wishlist Product Added to Cart',
      properties: { ...wishlist, cart_id: 'string', ...product },
      example: {
        properties: { wishlist_id: 'w-1', cart_id: 'c-1', ...tea },
        metadata: { wishlist_id: 'w-1', cart_id: 'c-1', ...teaSent },
      },
    }),
    trackRoute({
      event: 'Product Shared',
      properties: { share_via: 'string', ...product },
      example: {
        properties: { share_via: 'email', recipient: 'friend@example.com', share_message: 'Look!', ...tea },
        metadata: { share_via: 'email', ...teaSent },
      },
    }),
    trackRoute({
      event: 'Cart Shared',
      properties: { share_via: 'string', cart_id: 'string' },
      more: productIds,
      example: {
        properties: { share_via: 'email', cart_id: 'c-1', products: [{ product_id: 'p-1' }, { product_id: 'p-10' }] },
        metadata: { share_via: 'email', cart_id: 'c-1', product_ids: '["p-1","p-10"]' },
      },
    }),
    trackRoute({
      event: 'Product Reviewed',
      properties: { product_id: 'string', review_id: 'string', rating: 'number' },
      example: {
        properties: { product_id: 'p-1', review_id: 'r-1', review_body: 'I love this tea', rating: '5' },
        metadata: { product_id: 'p-1', review_id: 'r-1', rating: 5 },
      },
    }),
  ],
})
