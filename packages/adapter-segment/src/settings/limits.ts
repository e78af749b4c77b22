import { closed, defaulted, whole, type Closed } from '@vouchrelay/core'

/** How much one request to a route may bring. Beyond a request's limit it is refused; beyond an event's, the event is buried. */
export interface RequestLimits {
  readonly maxBodyBytes: number
  readonly maxInflatedBytes: number
  readonly maxItems: number
  readonly maxSharedBytes: number
  readonly maxEventBytes: number
  readonly maxDepth: number
}

const KIB = 1024
const MIB = 1024 * KIB

/** The limits of a kind of route with its own defaults. */
export const limitsOf = (
  name: string,
  usual: Pick<RequestLimits, 'maxBodyBytes' | 'maxInflatedBytes' | 'maxItems'>,
): Closed<RequestLimits> =>
  closed(name, {
    maxBodyBytes: defaulted(whole(KIB, 256 * MIB), usual.maxBodyBytes, {
      summary: 'The largest request body, as sent. A larger one is answered 413, unread where its length is announced.',
      unit: 'bytes',
    }),
    maxInflatedBytes: defaulted(whole(KIB, 1024 * MIB), usual.maxInflatedBytes, {
      summary: 'The largest request body after gzip is undone. A larger one is answered 413.',
      unit: 'bytes',
    }),
    maxItems: defaulted(whole(1, 1_000_000), usual.maxItems, {
      summary: 'The most events in one request. A longer batch is answered 413.',
      unit: 'events',
    }),
    maxSharedBytes: defaulted(whole(0, MIB), 16 * KIB, {
      summary:
        'The most that a batch may say once for all its events (`context`, `integrations`, ids). It is kept with each ' +
        'of them, so it multiplies; a larger one is answered 413.',
      unit: 'bytes',
    }),
    maxEventBytes: defaulted(whole(64, 64 * MIB), 256 * KIB, {
      summary: 'The largest event. A larger one is taken and buried, its neighbours are not touched.',
      unit: 'bytes',
    }),
    maxDepth: defaulted(whole(4, 1000), 64, {
      summary: 'How deep an event may nest. A deeper one is taken and buried, its neighbours are not touched.',
      unit: 'levels',
    }),
  })

/**
 * A batch of the Tracking API has at most 500 KB and 2,500 events of 32 KB; published clients send larger events than that.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size
 */
export const TrackingLimits: Closed<RequestLimits> = limitsOf('the limits of the tracking API', {
  maxBodyBytes: MIB,
  maxInflatedBytes: 4 * MIB,
  maxItems: 2500,
})

/**
 * A webhook batch has at most 4,000 events, and by default at most 4 MB.
 *
 * @see https://segment.com/docs/connections/destinations/catalog/actions-webhook/
 */
export const WebhookLimits: Closed<RequestLimits> = limitsOf('the limits of a webhook', {
  maxBodyBytes: 8 * MIB,
  maxInflatedBytes: 8 * MIB,
  maxItems: 5000,
})
