import { hash } from 'node:crypto'
import type { JournalEntry, JsonObject } from '@vouchrelay/core'
import { isObject } from './is-object.ts'
import { correctedTime, isoOf } from './timestamps.ts'

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''

/** One level: the event's own members over the batch's. What is not an object is left for the codec to refuse. */
const over = (shared: unknown, own: unknown): unknown =>
  isObject(own) && isObject(shared) ? { ...shared, ...own } : isNothing(own) ? shared : own

const scalars = ['type', 'messageId', 'userId', 'anonymousId', 'sentAt'] as const

const objects = ['context', 'integrations'] as const

type Members = Record<string, unknown>

/**
 * The times of an event that came from a client, by our clock. Without a time of its own it happened when it came.
 * `originalTimestamp` keeps what the client said.
 */
const timesOf = (event: JsonObject, sentAt: unknown, receivedAt: number): Members => {
  const said = event['originalTimestamp']
  // RudderStack's libraries send both where the caller named a time: that is when it happened.
  if (!isNothing(said) && !isNothing(event['timestamp'])) return {}
  const original = isNothing(said) ? event['timestamp'] : said
  if (isNothing(original)) return { timestamp: isoOf(receivedAt) }
  return { originalTimestamp: original, timestamp: correctedTime(original, sentAt, receivedAt) ?? original }
}

/** A line that has no id is known by what it says: the same line again is a copy. */
const lineId = (bytes: Uint8Array): string => `line-${hash('sha256', bytes).slice(0, 32)}`

/**
 * Gives an event what its envelope says: the batch's ids where it has none, the batch's context and integrations under
 * its own, and `receivedAt`. Without an envelope nobody received it, as with a line of a file: it
 * stays as it was written, and has at least an id. On the tracking API its `timestamp` is corrected; a webhook's was corrected by Segment.
 *
 * The event is changed in place: it was parsed a moment ago, by the same function, and nobody else has seen it.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch
 */
export const complete = (
  event: Members,
  envelope: JsonObject | undefined,
  { bytes, receivedAt }: JournalEntry,
): void => {
  // Many senders write an empty text for nobody: null, so that `@coalesce` passes over it.
  if (event['userId'] === '') event['userId'] = null
  if (event['anonymousId'] === '') event['anonymousId'] = null
  if (envelope === undefined) {
    if (isNothing(event['messageId'])) event['messageId'] = lineId(bytes)
    return
  }
  if (isNothing(event['receivedAt'])) event['receivedAt'] = isoOf(receivedAt)
  for (const name of scalars) if (isNothing(event[name]) && !isNothing(envelope[name])) event[name] = envelope[name]
  for (const name of objects) if (envelope[name] !== undefined) event[name] = over(envelope[name], event[name])
  if (envelope['channel'] === 'tracking') Object.assign(event, timesOf(event, event['sentAt'], receivedAt))
}
