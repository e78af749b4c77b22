import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { JsonObject } from '../contracts/event.ts'
import type { HttpReply } from '../delivery/http.ts'
import { ApiErrorBody } from './errors.ts'
import { readAnswer } from './reply.ts'

/** A custom event of a customer, as far as it is read. */
export interface TrackedEvent {
  readonly metadata: JsonObject
  /** Voucherify's id of the request that tracked it. */
  readonly requestId: string | undefined
}

/** One page of a customer's activity; `next` is where the next one starts, undefined after the last. */
export interface ActivityPage {
  readonly events: readonly TrackedEvent[]
  readonly next: string | undefined
}

const maybe = <C extends t.Mixed>(codec: C) => t.union([codec, t.null, t.undefined])

const Activity = t.intersection([t.type({ id: t.string, type: t.string }), t.partial({ group_id: maybe(t.string) })])

const CustomEvent = t.type({
  data: t.type({ data: t.type({ event: t.partial({ metadata: maybe(t.UnknownRecord) }) }) }),
})

const Page = t.intersection([
  t.type({ data: t.array(Activity), has_more: t.boolean }),
  t.partial({ more_starting_after: maybe(t.string) }),
])

const eventType = 'customer.custom_event'

/** The path and query of a page, newest first (docs.voucherify.io, page "List Customer Activity"). */
export const activityPath = (customer: string, since: number, after: string | undefined): string => {
  const query = new URLSearchParams({
    type: eventType,
    order: '-created_at',
    limit: '100',
    start_date: new Date(since).toISOString(),
    ...(after === undefined ? {} : { starting_after_id: after }),
  })
  return `/v1/customers/${encodeURIComponent(customer)}/activity?${query}`
}

/** A page; undefined where the answer is none, or has an event in it that is not as events are. */
export const readActivity = (reply: HttpReply): ActivityPage | undefined => {
  const answer = readAnswer(reply.body)
  const page = Page.decode(answer._tag === 'Json' ? answer.value : undefined)
  if (isLeft(page)) return undefined
  const { data, has_more, more_starting_after } = page.right
  const events: TrackedEvent[] = []
  for (const activity of data) {
    if (activity.type !== eventType) continue
    const event = CustomEvent.decode(activity)
    if (isLeft(event)) return undefined
    const { metadata } = event.right.data.data.event
    events.push({ metadata: metadata ?? {}, requestId: activity.group_id ?? undefined })
  }
  if (!has_more) return { events, next: undefined }
  const next = more_starting_after ?? data.at(-1)?.id
  return next === undefined ? undefined : { events, next }
}

/** Whether an answer says that there is no such customer; another 404 says that the address is wrong. */
export const isUnknownCustomer = ({ status, body }: HttpReply): boolean => {
  if (status !== 404) return false
  const answer = readAnswer(body)
  const error = ApiErrorBody.decode(answer._tag === 'Json' ? answer.value : undefined)
  return !isLeft(error) && error.right.key === 'not_found' && error.right.resource_type === 'customer'
}
