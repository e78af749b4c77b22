import type { Customer } from './customers.ts'

/**
 * The customer inside an event's answer and its activity, in the key order of docs.voucherify.io, "Track Custom Event".
 */
export function simpleCustomer({ id, name, email, source_id, metadata }: Customer) {
  return { id, name, email, source_id, metadata, object: 'customer' } as const
}

/**
 * The customer of `GET /v1/customers/{id}`, as in docs.voucherify.io, "Get Customer". The sandbox has no redemptions,
 * orders or campaigns, so every sum in it is zero.
 */
export function fullCustomer(customer: Customer) {
  return { ...customer, summary, loyalty, referrals, system_metadata: {}, object: 'customer' } as const
}

const summary = {
  redemptions: {
    total_redeemed: 0,
    total_failed: 0,
    total_succeeded: 0,
    total_rolled_back: 0,
    total_rollback_failed: 0,
    total_rollback_succeeded: 0,
    gift: { redeemed_amount: 0, amount_to_go: 0 },
    loyalty_card: { redeemed_points: 0, points_to_go: 0 },
  },
  orders: { total_amount: 0, total_count: 0, average_amount: 0, last_order_amount: 0 },
} as const

const loyalty = { points: 0, referred_customers: 0, campaigns: {} } as const
const referrals = { total: 0, campaigns: [] } as const
