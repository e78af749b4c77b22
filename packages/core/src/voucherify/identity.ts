import type { JsonObject } from '../contracts/event.ts'

/**
 * The customer that the mapped body of an event concerns: its `customer.id`, else its `customer.source_id`, where that
 * is not empty. `id` wins as it does at Voucherify, which ignores the other.
 *
 * @example
 * identityOfEvent({ customer: { source_id: 'user-1' } }) // 'user-1'
 */
export const identityOfEvent = (mapped: unknown): string | undefined => {
  const customer = attributeOf(mapped, 'customer')
  return textOf(attributeOf(customer, 'id')) ?? textOf(attributeOf(customer, 'source_id'))
}

/**
 * The customer that the mapped body of an upsert concerns: its `source_id`, where that is not empty. The same as that
 * of the events which name the customer so, with which it keeps its order.
 *
 * @example
 * identityOfCustomer({ source_id: 'user-1', name: 'Ada' }) // 'user-1'
 */
export const identityOfCustomer = (mapped: unknown): string | undefined => textOf(attributeOf(mapped, 'source_id'))

const attributeOf = (u: unknown, name: 'customer' | 'id' | 'source_id'): unknown =>
  typeof u === 'object' && u !== null && Object.hasOwn(u, name) ? (u as JsonObject)[name] : undefined // it has one

/** What is no text is somebody all the same, wrongly named: the body is invalid, not anonymous. */
const textOf = (u: unknown): string | undefined => {
  if (u === undefined || u === null || u === '') return undefined
  return typeof u === 'string' ? u : `not a text: ${typeof u}`
}
