import type * as t from 'io-ts'
import { checked, closed, defaulted, oneOf, optional } from '@vouchrelay/core'
import { Listen } from './listen.ts'
import { Tracking } from './tracking.ts'
import { Webhooks } from './webhook.ts'

const bare = (path: string): string => path.replace(/\/+$/, '')

/** The settings of the source `segment`. At least one of `tracking` and `webhooks`. */
export const SegmentSettings = checked(
  closed('the settings of the source segment', {
    listen: defaulted(Listen, {}, { summary: 'Where it listens, and how much time and memory connections may take.' }),
    tracking: optional(Tracking, { summary: 'The Tracking API, for Segment libraries. Default: not served.' }),
    unwanted: defaulted(oneOf('decode', 'skip'), 'decode', {
      summary:
        'What becomes of an event whose bytes show that no route wants it: it is decoded all the same, so that one that ' +
        'cannot be is buried, or it is skipped unread, which takes a fraction of the time.',
    }),
    webhooks: defaulted(Webhooks, [], { summary: "Segment's webhook destinations. Default: none." }),
  }),
  ({ tracking, webhooks }) => {
    const paths = webhooks.map(({ path }) => bare(path))
    if (tracking === undefined && paths.length === 0) return '`tracking` or `webhooks`, or both'
    if (new Set(paths).size < paths.length) return 'every webhook to have a path of its own'
    const shadowed = tracking !== undefined && paths.some((path) => path === '/v1' || path.startsWith('/v1/'))
    return shadowed ? 'webhooks outside of /v1, where the tracking API is' : undefined
  },
)

export type SegmentSettings = t.TypeOf<typeof SegmentSettings>
