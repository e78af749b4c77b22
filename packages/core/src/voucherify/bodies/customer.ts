import type * as t from 'io-ts'
import { attributes } from './attributes.ts'
import { Text } from './texts.ts'
import { traits } from './traits.ts'

/**
 * A customer inside another body (docs.voucherify.io, page "Track Custom Event", schema `Customer`). Everything is
 * optional. `source_id` is ignored by Voucherify where `id` is given.
 */
export const CustomerBody = attributes('a customer', {
  required: {},
  optional: { id: Text, source_id: Text, ...traits },
})

export type CustomerBody = t.TypeOf<typeof CustomerBody>
