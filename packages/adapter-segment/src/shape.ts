import type { Shape } from '@vouchrelay/core'

/**
 * The names that a path into a Segment event may start with: Segment's own, those of libraries that speak its protocol,
 * and what decoding adds. `writeKey` is not among them: it is a credential.
 *
 * @see https://segment.com/docs/connections/spec/common/
 */
export const segmentShape: readonly string[] = [
  'anonymousId',
  'category',
  'channel',
  'context',
  'event',
  'groupId',
  'integrations',
  'messageId',
  'name',
  'originalTimestamp',
  'previousId',
  'projectId',
  'properties',
  'receivedAt',
  'request_ip',
  'rudderId',
  'sentAt',
  'sourceId',
  'timestamp',
  'traits',
  'type',
  'userId',
  'version',
  '_metadata',
]

/**
 * What paths of routes may start with, told the source's settings as they are written: a webhook may send whatever
 * object its mapping in Segment makes.
 */
export const shapeOf = (written: Readonly<Record<string, unknown>>): Shape =>
  Array.isArray(written['webhooks']) && written['webhooks'].length > 0 ? 'open' : segmentShape
