import { isJsonObject } from '../json-object.ts'
import type { Action } from './action.ts'

/**
 * https://github.com/segmentio/action-destinations
 * `packages/destination-actions/src/destinations/voucherify/assignCustomerToGroup`, which says that the traits of the
 * group become metadata of the customer. Under which names is not public: here they are `group_id` and `group_traits`.
 */
export const assignCustomerToGroup: Action = {
  slug: 'assignCustomerToGroup',
  fields: { customer: { source_id: 'text', email: 'any' }, group_id: 'text', traits: 'any' },
  makes: 'customer',
  bodyOf: ({ customer, group_id, traits }, place) => {
    place.tell("Voucherify's API has no groups: the group's id and traits become metadata of the customer")
    const members = { group_id, group_traits: traits }
    const metadata = Object.entries(members).filter(([, value]) => value !== undefined)
    return { ...(isJsonObject(customer) ? customer : {}), metadata: Object.fromEntries(metadata) }
  },
}
