import type { Labelled } from './labelled.ts'
import type { Pen } from './pen.ts'

type Fates = Labelled['fates']

const unmappable: Fates = { 'order-completed': 'unmappable' }
const invalid: Fates = { 'profile-changed': 'invalid' }
const refused: Fates = { 'product-reviewed': 'refused' }

const orderOf = (total: unknown, more: object = {}) => ({
  type: 'track',
  event: 'Order Completed',
  properties: { order_id: `order-${String(total)}`, total, currency: 'USD', ...more },
})

const goneFromVoucherify = { externalIds: { voucherify: 'cust_ofSomebodyLongDeleted0' } }

/** What goes wrong in a shop of any age: calls that no route can make anything of, or that Voucherify refuses. */
export const misfits = ({ known, bare, customer: { anonymousId, userId } }: Pen): void => {
  known(orderOf('abc'), unmappable)
  known(orderOf('1,299.00'), unmappable)
  // Of two shipments one goes through: the event counts as buried, the shipment as delivered.
  known(orderOf('free', { coupon: 'SPRING10' }), { ...unmappable, 'coupon-used': 'delivered' })
  known({ type: 'identify', traits: { firstName: 'Kim', lastName: 'Lee', phone: 12025550199 } }, invalid)
  known({ type: 'identify', traits: { firstName: 'Kim', lastName: 'Lee', birthday: '31/12/1990' } }, invalid)
  const review = { product_id: 'p-101', review_id: 'review-0', rating: '5' }
  known({ type: 'track', event: 'Product Reviewed', context: goneFromVoucherify, properties: review }, refused)
  bare({ type: 'track', event: 'Product Viewed', properties: { product_id: 'p-101' } }, 'undecodable')
  bare({ type: 'trak', userId, event: 'Product Viewed', properties: { product_id: 'p-102' } }, 'undecodable')
  bare({ type: 'track', anonymousId, properties: { product_id: 'p-103' } }, 'undecodable')
}
