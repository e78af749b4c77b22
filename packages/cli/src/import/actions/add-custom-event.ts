import type { Action } from './action.ts'

/**
 * https://github.com/segmentio/action-destinations
 * `packages/destination-actions/src/destinations/voucherify/addCustomEvent`
 */
export const addCustomEvent: Action = {
  slug: 'addCustomEvent',
  fields: {
    event: 'any',
    customer: { source_id: 'text', email: 'any' },
    referral: { code: 'text', referrer_id: 'text' },
    loyalty: { code: 'text' },
    metadata: 'any',
  },
  makes: undefined,
  bodyOf: (fields) => fields,
}
