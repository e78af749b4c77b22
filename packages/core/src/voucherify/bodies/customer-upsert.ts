import type * as t from 'io-ts'
import { attributes } from './attributes.ts'
import { SourceId } from './texts.ts'
import { traits } from './traits.ts'

/**
 * The body of `POST /v1/customers`, which makes the customer or changes what is given of it (docs.voucherify.io, page
 * "Create Customer", schema `CustomersCreateRequestBody`). Narrower than what is published in one thing, whom it is
 * about: that is `source_id`, which is required, and not `id`, beside which Voucherify ignores `source_id`.
 */
export const CustomerUpsertBody = attributes('the body of a customer', {
  required: { source_id: SourceId },
  optional: traits,
})

export type CustomerUpsertBody = t.TypeOf<typeof CustomerUpsertBody>
