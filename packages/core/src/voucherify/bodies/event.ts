import type * as t from 'io-ts'
import { attributes, unlessEmpty } from './attributes.ts'
import { CustomerBody } from './customer.ts'
import { Metadata } from './metadata.ts'
import { EventName, Text } from './texts.ts'

const Referral = attributes('a referral', { required: { code: Text }, optional: { referrer_id: Text } })

const Loyalty = attributes('a loyalty card', { required: { code: Text }, optional: {} })

/**
 * The body of `POST /v1/events` and `POST /client/v1/events` (docs.voucherify.io, page "Track Custom Event", schema
 * `EventsCreateRequestBody`). A `referral` or `loyalty` in which nothing is set is left out, since a mapping makes one for every
 * event and only some have a code; a referrer without a code is a fault.
 */
export const EventBody = attributes('the body of an event', {
  required: { event: EventName, customer: CustomerBody },
  optional: { referral: unlessEmpty(Referral), loyalty: unlessEmpty(Loyalty), metadata: Metadata },
})

export type EventBody = t.TypeOf<typeof EventBody>
