/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
/** An event of `orders.ts`, untyped, as code by hand has it. */
export const readOrder = (bytes: Buffer) => JSON.parse(bytes.toString('utf8'))

type Order = ReturnType<typeof readOrder>

/** A mapping that Segment and we take alike, and the same by hand. */
export interface Work {
  readonly name: string
  readonly mapping: unknown
  readonly byHand: (event: Order) => unknown
}

const at = (path: string) => ({ '@path': `$.${path}` })

const tenFields = {
  event: 'order_completed',
  customer: {
    source_id: at('userId'),
    email: {
      '@if': { exists: at('properties.email'), then: at('properties.email'), else: at('context.traits.email') },
    },
  },
  loyalty: { code: at('properties.loyalty_card') },
  metadata: {
    order_id: at('properties.order_id'),
    total: at('properties.total'),
    currency: at('properties.currency'),
    coupon: { '@if': { exists: at('properties.coupon'), then: 'used', else: 'none' } },
    label: { '@template': '{{properties.order_id}} in {{properties.currency}}' },
    placed_at: at('timestamp'),
    timezone: at('context.timezone'),
  },
}

const tenByHand = ({ userId, properties, context, timestamp }: Order) => {
  const { email = context.traits.email, loyalty_card: code, order_id, total, currency, coupon } = properties
  return {
    event: 'order_completed',
    customer: { source_id: userId, email },
    loyalty: { code },
    metadata: {
      order_id,
      total,
      currency,
      coupon: coupon === undefined || coupon === null ? 'none' : 'used',
      label: `${order_id} in ${currency}`,
      placed_at: timestamp,
      timezone: context.timezone,
    },
  }
}

const products = [0, 1].flatMap((i) => ['product_id', 'sku', 'name', 'price', 'quantity'].map((key) => ({ i, key })))

const thirtyFields = {
  ...tenFields,
  metadata: {
    ...tenFields.metadata,
    ...Object.fromEntries(
      ['checkout_id', 'subtotal', 'revenue', 'shipping', 'tax', 'discount'].map((key) => [
        key,
        at(`properties.${key}`),
      ]),
    ),
    ip: at('context.ip'),
    locale: at('context.locale'),
    library: at('context.library.name'),
    version: at('context.library.version'),
    ...Object.fromEntries(products.map(({ i, key }) => [`${key}_${i}`, at(`properties.products[${i}].${key}`)])),
  },
}

const thirtyByHand = (event: Order) => {
  const ten = tenByHand(event)
  const { properties, context } = event
  const [a, b] = properties.products
  const { checkout_id, subtotal, revenue, shipping, tax, discount } = properties
  const { ip, locale, library } = context
  return {
    ...ten,
    metadata: {
      ...ten.metadata,
      checkout_id,
      subtotal,
      revenue,
      shipping,
      tax,
      discount,
      ip,
      locale,
      library: library.name,
      version: library.version,
      product_id_0: a.product_id,
      sku_0: a.sku,
      name_0: a.name,
      price_0: a.price,
      quantity_0: a.quantity,
      product_id_1: b.product_id,
      sku_1: b.sku,
      name_1: b.name,
      price_1: b.price,
      quantity_1: b.quantity,
    },
  }
}

const item = { id: at('product_id'), sku: at('sku'), name: at('name'), cost: at('price'), count: at('quantity') }

const withList = (mapping: typeof tenFields) => ({
  ...mapping,
  metadata: { ...mapping.metadata, items: { '@arrayPath': ['$.properties.products', item] } },
})

const listByHand = (made: ReturnType<typeof tenByHand>, { properties }: Order) => ({
  ...made,
  metadata: {
    ...made.metadata,
    items: properties.products.map(({ product_id, sku, name, price, quantity }: Order) => ({
      id: product_id,
      sku,
      name,
      cost: price,
      count: quantity,
    })),
  },
})

/** What is measured: few fields and many, with a list of what each product becomes and without. */
export const works: readonly Work[] = [
  { name: '10 fields', mapping: tenFields, byHand: tenByHand },
  { name: '30 fields', mapping: thirtyFields, byHand: thirtyByHand },
  {
    name: '10 fields and a list',
    mapping: withList(tenFields),
    byHand: (event) => listByHand(tenByHand(event), event),
  },
  {
    name: '30 fields and a list',
    mapping: withList(thirtyFields),
    byHand: (event) => listByHand(thirtyByHand(event), event),
  },
]
