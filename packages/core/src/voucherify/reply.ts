import * as t from 'io-ts'
import { isRight } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../contracts/event.ts'

const maybe = <C extends t.Mixed>(codec: C) => t.union([codec, t.null, t.undefined])

const Metadata = t.UnknownRecord

/** The customer of a reply: only `object` is sure to be there. */
const ReplyCustomer = t.intersection([
  t.type({ object: t.string }),
  t.partial({
    id: maybe(t.string),
    source_id: maybe(t.string),
    name: maybe(t.string),
    email: maybe(t.string),
    metadata: maybe(Metadata),
  }),
])

/**
 * What Voucherify answers to an event: the event without id and time. `type` is the event's name. Only the first two attributes
 * are sure: older API versions answer no more, no published example has `metadata`, and `referral` and `loyalty` are documented as
 * `null` (docs.voucherify.io, page "Track Custom Event", schema `EventsCreateResponseBody`).
 */
export const EventReply = t.intersection([
  t.type({ object: t.literal('event'), type: t.string }),
  t.partial({
    customer: maybe(ReplyCustomer),
    referral: maybe(Metadata),
    loyalty: maybe(Metadata),
    metadata: maybe(Metadata),
  }),
])

export type EventReply = t.TypeOf<typeof EventReply>

/** What the text of a reply is: a JSON object, nothing, or something else, such as the HTML of a load balancer. */
export type Answer =
  | { readonly _tag: 'Json'; readonly value: JsonObject }
  | { readonly _tag: 'Empty' }
  | { readonly _tag: 'Other'; readonly text: string }

export const readAnswer = (body: string): Answer => {
  const text = body.trim()
  if (text === '') return { _tag: 'Empty' }
  if (!text.startsWith('{')) return { _tag: 'Other', text }
  try {
    const value: unknown = JSON.parse(text)
    return t.UnknownRecord.is(value) ? { _tag: 'Json', value } : { _tag: 'Other', text }
  } catch {
    return { _tag: 'Other', text } // cut short, or never JSON
  }
}

/** The reply as the typed client gives it; where the answer said less, the least: that it was an event of this name. */
export const eventReplyOf = (answer: Answer, event: string): EventReply => {
  const decoded = answer._tag === 'Json' ? EventReply.decode(answer.value) : undefined
  return decoded !== undefined && isRight(decoded) ? decoded.right : { object: 'event', type: event }
}
