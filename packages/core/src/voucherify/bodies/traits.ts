import { attributes, unlessEmpty } from './attributes.ts'
import { Metadata } from './metadata.ts'
import { Day, Text } from './texts.ts'

const Address = attributes('an address', {
  required: {},
  optional: { city: Text, state: Text, line_1: Text, line_2: Text, country: Text, postal_code: Text },
})

/**
 * What can be said of a customer, whoever it is (docs.voucherify.io, page "Create Customer", schema `CustomerBase`).
 * `birthday` is Voucherify's deprecated name of `birthdate`.
 */
export const traits = {
  name: Text,
  description: Text,
  email: Text,
  phone: Text,
  birthday: Day,
  birthdate: Day,
  address: unlessEmpty(Address),
  metadata: Metadata,
} as const
