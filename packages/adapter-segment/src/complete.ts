import type { JsonObject } from '@vouchrelay/core'
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
  const original = isNothing(said) ? event['timestamp'] : said
  if (isNothing(original)) return { timestamp: isoOf(receivedAt) }
  return { originalTimestamp: original, timestamp: correctedTime(original, sentAt, receivedAt) ?? original }
}

/**
 * An event with what its envelope says: the batch's ids where it has none, the batch's context and integrations under
 * its own, and `receivedAt`. On the tracking API its `timestamp` is corrected; a webhook's was corrected by Segment.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#batch
 */
export const complete = (event: JsonObject, envelope: JsonObject | undefined, receivedAt: number): JsonObject => {
  const whole: Members = { ...event }
  if (isNothing(event['receivedAt'])) whole['receivedAt'] = isoOf(receivedAt)
  if (envelope === undefined) return whole
  for (const name of scalars) if (isNothing(event[name]) && !isNothing(envelope[name])) whole[name] = envelope[name]
  for (const name of objects) if (envelope[name] !== undefined) whole[name] = over(envelope[name], event[name])
  if (envelope['channel'] !== 'tracking') return whole
  return Object.assign(whole, timesOf(event, whole['sentAt'], receivedAt))
}
