import type * as t from 'io-ts'
import { attributes, unlessEmpty } from './attributes.ts'
import { Metadata } from './metadata.ts'
import { Day, Text } from './texts.ts'

const Address = attributes('an address', {
  required: {},
  optional: { city: Text, state: Text, line_1: Text, line_2: Text, country: Text, postal_code: Text },
})

/**
 * A customer as requests carry it (docs.voucherify.io, page "Track Custom Event", schema `Customer`). Everything is optional.
 * `source_id` is ignored by Voucherify where `id` is given; `birthday` is its deprecated name of `birthdate`.
 */
export const CustomerBody = attributes('a customer', {
  required: {},
  optional: {
    id: Text,
    source_id: Text,
    name: Text,
    description: Text,
    email: Text,
    phone: Text,
    birthday: Day,
    birthdate: Day,
    address: unlessEmpty(Address),
    metadata: Metadata,
  },
})

export type CustomerBody = t.TypeOf<typeof CustomerBody>
