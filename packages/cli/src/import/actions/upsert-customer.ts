/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import type { JsonObject } from '@vouchrelay/core'
import { isJsonObject } from '../json-object.ts'
import type { Place } from '../place.ts'
import type { Action } from './action.ts'
import { isPath } from './fields.ts'

/**
 * https://github.com/segmentio/action-destinations
 * `packages/destination-actions/src/destinations/voucherify/upsertCustomer`.
 *
 * That `first_name` and `last_name` make `name` is said there; that the street is Voucherify's `line_1`, in
 * https://segment.com/docs/connections/destinations/catalog/voucherify/.
 */
export const upsertCustomer: Action = {
  slug: 'upsertCustomer',
  fields: {
    source_id: 'text',
    name: 'any',
    first_name: 'any',
    last_name: 'any',
    description: 'any',
    email: 'any',
    phone: 'text',
    birthdate: 'any',
    address: { city: 'any', state: 'any', postal_code: 'text', street: 'any', country: 'any' },
    metadata: 'any',
  },
  makes: 'customer',
  bodyOf: ({ source_id, name, first_name, last_name, address, ...others }, place) =>
    given({
      source_id,
      name: nameOf(name, first_name, last_name, place),
      ...others,
      address: addressOf(address, place.at('address')),
    }),
}

const given = (members: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

const addressOf = (address: unknown, place: Place): unknown => {
  if (!isJsonObject(address) || !('street' in address)) return address
  place.at('street').tell("it is called line_1 in Voucherify's API")
  const { street, ...others } = address
  return { line_1: street, ...others }
}

/** The name; where there is none, first and last name together, or the one of them that there is. */
const nameOf = (name: unknown, first: unknown, last: unknown, place: Place): unknown => {
  if (first === undefined && last === undefined) return name
  const isBoth = isPath(first) && isPath(last)
  const both = isBoth
    ? { '@if': { exists: first, then: { '@if': { exists: last, then: { '@template': `{{${first}}} {{${last}}}` } } } } }
    : undefined
  const parts = [first, last].filter((part) => part !== undefined)
  if (parts.length > 1 && !isBoth) place.at('first_name').tell('no path, so it is not put before last_name')
  place.at(first === undefined ? 'last_name' : 'first_name').tell('makes name where the event has none')
  const choices = [name, both, ...parts].filter((part) => part !== undefined)
  return choices.length === 1 ? choices[0] : { '@coalesce': choices }
}
