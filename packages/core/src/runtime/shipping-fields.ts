import type { DoubtPolicy, Priority } from '../contracts/policy.ts'
import type { Fields } from '../settings/closed.ts'
import { optional } from '../settings/field.ts'
import { oneOf, whole } from '../settings/values.ts'

/** How a route's shipments are sent: what a route says, and what is laid over those of a preset. */
export interface ShippingWishes {
  readonly whenInDoubt?: DoubtPolicy | undefined
  readonly priority?: Priority | undefined
  readonly weight?: number | undefined
}

export const shippingFields = {
  whenInDoubt: optional(oneOf('resend', 'verify', 'park'), {
    summary:
      'What becomes of a shipment of which nobody knows whether it was processed: `resend` it, `verify` it at the ' +
      'destination first, or `park` it in the dead letters. Default: what its kind of body allows; with the keys of a ' +
      'server `verify` for events and `resend` for customers, with those of a shop `park`.',
  }),
  priority: optional(oneOf('high', 'normal'), {
    summary: 'Where calls are few, `high` goes first and has a reserve of the quota. Default: `normal`.',
  }),
  weight: optional(whole(1, 1000), {
    summary: 'Its part of the calls beside other routes of its priority. Default: 1.',
  }),
} satisfies Fields
