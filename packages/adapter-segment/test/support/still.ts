import type { JsonObject } from '@vouchrelay/core'

const said = (value: unknown): unknown => (typeof value === 'string' && value !== '' ? 'some' : value)

const timeOf = (value: unknown): number => Date.parse(String(value))

/** What the time of an event should be, from the times it says. */
const expectedTime = ({ originalTimestamp, sentAt, receivedAt }: JsonObject): string =>
  new Date(timeOf(originalTimestamp) + timeOf(receivedAt) - timeOf(sentAt)).toISOString()

const withoutVersions = (context: unknown): unknown =>
  JSON.parse(JSON.stringify(context, (key, value: unknown) => (key === 'version' ? said(value) : value)) ?? 'null')

/**
 * The fields of an event with what differs from run to run replaced: ids and times that are there are `some`, and the
 * corrected time is `right` or what it is instead.
 */
export const still = (fields: JsonObject | undefined): JsonObject => {
  if (fields === undefined) return {}
  const { messageId, receivedAt, sentAt, originalTimestamp, timestamp, context, _metadata, ...rest } = fields
  return {
    ...rest,
    messageId: said(messageId),
    receivedAt: said(receivedAt),
    sentAt: said(sentAt),
    originalTimestamp: said(originalTimestamp),
    timestamp: timestamp === expectedTime(fields) ? 'right' : timestamp,
    context: withoutVersions(context),
  }
}

/** What `still` makes of what every event of a client has. */
export const STILL = {
  messageId: 'some',
  receivedAt: 'some',
  sentAt: 'some',
  originalTimestamp: 'some',
  timestamp: 'right',
} as const
