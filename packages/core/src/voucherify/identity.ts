import type { JsonObject } from '../contracts/event.ts'

/**
 * The customer that a mapped body concerns: its `customer.id`, else its `customer.source_id`, where that is a text that is not
 * empty. `id` wins as it does at Voucherify, which ignores the other. A number is no identity: the body will be refused.
 *
 * @example
 * identity({ customer: { source_id: 'user-1' } }) // 'user-1'
 */
export const identity = (mapped: unknown): string | undefined => {
  const customer = attributeOf(mapped, 'customer')
  return textOf(attributeOf(customer, 'id')) ?? textOf(attributeOf(customer, 'source_id'))
}

const attributeOf = (u: unknown, name: 'customer' | 'id' | 'source_id'): unknown =>
  typeof u === 'object' && u !== null && Object.hasOwn(u, name) ? (u as JsonObject)[name] : undefined // it has one

const textOf = (u: unknown): string | undefined => (typeof u === 'string' && u !== '' ? u : undefined)
