import type { Unread } from '@vouchrelay/core'
import { isEntry } from './decode.ts'

/** What an envelope may say that an event's bytes do not, among the fields below. */
const brought = /"(?:type|context|integrations)":/

/**
 * What can be told of an event from its bytes: all but ids and times, which decoding changes. Where the envelope brings a
 * type, a context or integrations, nothing can be told.
 */
export const unreadSegment = {
  text: (raw: unknown) => (isEntry(raw) && !brought.test(raw.envelope ?? '') ? raw.bytes : undefined),
  fields: [
    'category',
    'channel',
    'context',
    'event',
    'integrations',
    'name',
    'projectId',
    'properties',
    'request_ip',
    'rudderId',
    'sourceId',
    'traits',
    'type',
    'version',
    '_metadata',
  ],
} satisfies Unread
