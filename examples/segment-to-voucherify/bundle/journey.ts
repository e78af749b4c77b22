import type { Call } from './labelled.ts'
import { order } from './order.ts'
import type { Pen } from './pen.ts'
import { pickProduct, subtotalOf, type Product } from './products.ts'

const track = (event: string, properties: Call, more: Call = {}): Call => ({
  type: 'track',
  event,
  properties,
  ...more,
})

const visit = ({ customer, anonymous, random }: Pen): void => {
  const product = pickProduct(random)
  if (customer.mobile) anonymous({ type: 'screen', name: 'Home', properties: {} }, 'no route')
  else anonymous({ type: 'page', name: 'Home', properties: { path: '/', title: 'Coffee and cups' } }, 'no route')
  anonymous(
    track('Product List Viewed', { list_id: product.category.toLowerCase(), category: product.category }),
    'no route',
  )
  anonymous(track('Product Viewed', { ...product, currency: 'USD', value: product.price }), 'no route')
  // The route wants it, but nobody knows yet whose cart it is.
  if (random.chance(50)) anonymous(track('Product Added', { ...product }), { 'cart-changed': 'no identity' })
}

const signUp = ({ customer, known, random }: Pen): void => {
  const { userId, anonymousId, email, firstName, lastName, phone, birthday, address, company } = customer
  if (random.chance(70)) {
    const code = random.chance(40) ? { referral_code: `FRIEND-${random.between(10, 99)}` } : {}
    known(track('Signed Up', { email, ...code }), { 'signed-up': 'delivered' })
  }
  known({ type: 'alias', previousId: anonymousId, userId }, 'no route')
  const traits = { firstName, lastName, email, phone, birthday, address }
  known({ type: 'identify', traits }, { 'profile-changed': 'delivered' })
  if (company !== undefined) {
    known({ type: 'group', groupId: company.replace(' ', '-').toLowerCase(), traits: { name: company } }, 'no route')
  }
}

const fillCart = ({ customer, known, random }: Pen): readonly Product[] => {
  const products = Array.from({ length: random.between(1, 3) }, () => pickProduct(random))
  const cart_id = `cart-${customer.number}`
  const delivered = { 'cart-changed': 'delivered' } as const
  for (const product of products) known(track('Product Added', { cart_id, ...product }), delivered)
  if (random.chance(25)) known(track('Product Removed', { cart_id, ...pickProduct(random), quantity: 1 }), delivered)
  known(track('Cart Viewed', { cart_id, products }), 'no route')
  return products
}

const checkOut = (pen: Pen, products: readonly Product[]): void => {
  const { customer, known, random } = pen
  const order_id = `order-${1000 + customer.number}`
  known(track('Checkout Started', { order_id, value: subtotalOf(products), currency: 'USD', products }), 'no route')
  known(track('Checkout Step Completed', { checkout_id: order_id, step: 1, shipping_method: 'post' }), 'no route')
  if (random.chance(15)) return
  const { properties, coupon } = order(order_id, products, pen)
  const fates = {
    'order-completed': 'delivered',
    ...(coupon ? ({ 'coupon-used': 'delivered' } as const) : {}),
  } as const
  known(track('Order Completed', properties, { context: { traits: { email: customer.email } } }), fates)
}

const comeBack = ({ customer, known, random }: Pen, products: readonly Product[]): void => {
  const type = customer.mobile ? 'screen' : 'page'
  if (random.chance(60)) known({ type, name: 'Rewards', properties: {} }, { 'rewards-seen': 'delivered' })
  else known({ type, name: 'Account', properties: {} }, 'no route')
  const [product] = products
  if (product === undefined || random.chance(40)) return
  // The spec has ratings as text.
  const review = {
    product_id: product.product_id,
    review_id: `review-${customer.number}`,
    rating: String(random.between(3, 5)),
  }
  known(track('Product Reviewed', review), { 'product-reviewed': 'delivered' })
}

/** What a customer does in the shop, from the first visit to a review, in calls of Segment's e-commerce spec. */
export const journey = (pen: Pen): void => {
  visit(pen)
  signUp(pen)
  const products = fillCart(pen)
  checkOut(pen, products)
  comeBack(pen, products)
}
