import type { Call } from './labelled.ts'
import type { Pen } from './pen.ts'
import { cents, subtotalOf, type Product } from './products.ts'

/** The properties of an Order Completed: https://segment.com/docs/connections/spec/ecommerce/v2/#order-completed. */
export const order = (
  order_id: string,
  products: readonly Product[],
  { customer, random }: Pen,
): { readonly properties: Call; readonly coupon: boolean } => {
  const subtotal = subtotalOf(products)
  const coupon = random.chance(30)
  const discount = coupon ? cents(subtotal * 0.1) : 0
  const tax = cents((subtotal - discount) * 0.08)
  const total = cents(subtotal - discount + tax + 4.9)
  return {
    coupon,
    properties: {
      order_id,
      subtotal,
      shipping: 4.9,
      tax,
      ...(coupon ? { coupon: 'SPRING10', discount } : {}),
      // Money often comes as text.
      total: random.chance(30) ? total.toFixed(2) : total,
      revenue: cents(subtotal - discount),
      currency: 'USD',
      ...(customer.loyaltyCard === undefined ? {} : { loyalty_card: customer.loyaltyCard }),
      products,
    },
  }
}
