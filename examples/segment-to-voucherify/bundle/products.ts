import type { Random } from './random.ts'

/** A product as the e-commerce calls describe it: https://segment.com/docs/connections/spec/ecommerce/v2/. */
export interface Product {
  readonly product_id: string
  readonly sku: string
  readonly name: string
  readonly category: string
  readonly price: number
  readonly quantity: number
}

const shelf: readonly [Omit<Product, 'quantity'>, ...Omit<Product, 'quantity'>[]] = [
  { product_id: 'p-101', sku: 'ESP-250', name: 'Espresso beans', category: 'Coffee', price: 9.5 },
  { product_id: 'p-102', sku: 'FIL-250', name: 'Filter beans', category: 'Coffee', price: 8.9 },
  { product_id: 'p-103', sku: 'DEC-250', name: 'Decaf beans', category: 'Coffee', price: 9.9 },
  { product_id: 'p-201', sku: 'CUP-S', name: 'Espresso cup', category: 'Cups', price: 12 },
  { product_id: 'p-202', sku: 'CUP-L', name: 'Cappuccino cup', category: 'Cups', price: 14.5 },
  { product_id: 'p-301', sku: 'GRD-H', name: 'Hand grinder', category: 'Gear', price: 79 },
  { product_id: 'p-302', sku: 'KTL-G', name: 'Gooseneck kettle', category: 'Gear', price: 64.9 },
]

/** A product with how many of it. */
export const pickProduct = ({ pick, between }: Random): Product => ({ ...pick(shelf), quantity: between(1, 3) })

/** Money to the cent. */
export const cents = (amount: number): number => Math.round(amount * 100) / 100

/** What products cost together. */
export const subtotalOf = (products: readonly Product[]): number =>
  cents(products.reduce((sum, { price, quantity }) => sum + price * quantity, 0))
