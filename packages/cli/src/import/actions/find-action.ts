import type { JsonObject } from '@vouchrelay/core'
import type { Place } from '../place.ts'
import type { Action } from './action.ts'
import { addCustomEvent } from './add-custom-event.ts'
import { assignCustomerToGroup } from './assign-customer-to-group.ts'
import { upsertCustomer } from './upsert-customer.ts'

const actions: readonly Action[] = [addCustomEvent, upsertCustomer, assignCustomerToGroup]

/**
 * The action that a subscription names. One that is not Voucherify's counts as an event where its mapping makes an event
 * and a customer, which is told; undefined where it does not.
 */
export const findAction = (slug: string, mapped: JsonObject, place: Place): Action | undefined => {
  const known = actions.find((action) => action.slug === slug)
  if (known !== undefined) return known
  if (!('event' in mapped && 'customer' in mapped)) return undefined
  place.tell(`Voucherify has no action ${slug}: taken for ${addCustomEvent.slug}`)
  return { ...addCustomEvent, fields: { ...addCustomEvent.fields, customer: 'any' } }
}
