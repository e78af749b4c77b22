import type { PropertyType } from '../../readers/property-types.ts'
import { firstOf } from '../first-of.ts'

/** What events about one product say of it. */
export const product = {
  product_id: 'string',
  sku: 'string',
  category: 'string',
  name: 'string',
  brand: 'string',
  variant: 'string',
  price: 'number',
  quantity: 'number',
  coupon: 'string',
  position: 'number',
  url: 'string',
  image_url: 'string',
} as const satisfies Readonly<Record<string, PropertyType>>

/**
 * What is sent of a list of products, since an event of Voucherify has no lists: their ids in one text, as JSON, so that
 * a rule can look for `"p-1"` without finding `"p-10"`.
 */
export const productIds = {
  product_ids: {
    '@json': {
      mode: 'encode',
      value: { '@arrayPath': ['$.properties.products', firstOf('$.product_id', '$.sku')] },
    },
  },
}
