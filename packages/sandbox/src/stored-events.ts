import type { Customer } from './customers.ts'
import type { EventBody } from './event-body.ts'
import type { Ids } from './ids.ts'

/** Which of the two endpoints an event came through: `POST /v1/events` or `POST /client/v1/events`. */
export type Side = 'server' | 'client'

/**
 * One event that the sandbox accepted. A duplicate is an event of its own: nothing in the public docs deduplicates
 * events.
 */
export interface StoredEvent {
  /** `event_…`; Voucherify never tells it to the sender. */
  readonly id: string
  /** When it arrived, ISO 8601. */
  readonly at: string
  readonly side: Side
  /** `v-…`; the `group_id` of its activity. */
  readonly request_id: string
  /** The header `X-Voucherify-Channel`, or `null`. */
  readonly channel: string | null
  /** The body as sent: unknown keys and explicit nulls included. */
  readonly body: EventBody
}

/** An event with what its activity tells beyond it. */
export interface Entry {
  readonly activityId: string
  readonly event: StoredEvent
  /** The customer as it was right after this event. */
  readonly customer: Customer
  /** When it was stored, milliseconds since 1970. */
  readonly atMs: number
}

/** What the sandbox received, in memory, oldest first. */
export interface StoredEvents {
  readonly all: () => readonly StoredEvent[]
  /** At most `limit` of them after the first `skipped`. A copy, which does not grow. */
  readonly page: (skipped: number, limit: number) => readonly StoredEvent[]
  readonly count: () => number
  readonly ofCustomer: (customerId: string) => readonly Entry[]
  readonly add: (side: Side, channel: string | null, body: EventBody, customer: Customer) => void
  readonly clear: () => void
}

/** Keeps events in memory, without limit: a long benchmark clears them now and then. */
export function createStoredEvents(ids: Ids, now: () => number): StoredEvents {
  const events: StoredEvent[] = []
  const byCustomer = new Map<string, Entry[]>()
  return {
    all: () => [...events],
    page: (skipped, limit) => events.slice(skipped, skipped + limit),
    count: () => events.length,
    ofCustomer: (customerId) => byCustomer.get(customerId) ?? [],
    add: (side, channel, body, customer) => {
      const atMs = now()
      const event = {
        id: ids.event(),
        at: new Date(atMs).toISOString(),
        side,
        request_id: ids.request(),
        channel,
        body,
      }
      const entry = { activityId: ids.activity(), event, customer, atMs }
      events.push(event)
      const entries = byCustomer.get(customer.id)
      if (entries === undefined) byCustomer.set(customer.id, [entry])
      else entries.push(entry)
    },
    clear: () => {
      events.length = 0
      byCustomer.clear()
    },
  }
}
