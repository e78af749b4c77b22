import type { Customer } from './customers.ts'

/**
 * The customer inside an event's answer and its activity, in the key order of docs.voucherify.io, "Track Custom Event".
 */
export function simpleCustomer({ id, name, email, source_id, metadata }: Customer) {
  return { id, name, email, source_id, metadata, object: 'customer' } as const
}

/**
 * The customer of `GET /v1/customers/{id}` and `POST /v1/customers`, as in docs.voucherify.io, "Get Customer": what is
 * not set is left out, but the address is `null`. The sandbox has no redemptions, orders or campaigns, so every sum in
 * it is zero.
 */
export function fullCustomer({ id, address, metadata, created_at, ...fields }: Customer) {
  const sums = { summary, loyalty, referrals }
  return {
    id,
    ...given(fields),
    address,
    ...sums,
    metadata,
    system_metadata: {},
    created_at,
    object: 'customer',
  } as const
}

type Given<T> = { readonly [K in keyof T]?: NonNullable<T[K]> }

function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Given<T> // no null is left
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
