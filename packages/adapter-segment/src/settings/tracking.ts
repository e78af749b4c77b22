import type * as t from 'io-ts'
import { closed, defaulted, described, listOf, oneOrMore, required, SecretText, type Described } from '@vouchrelay/core'
import { TrackingLimits } from './limits.ts'

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text

/** What a browser writes into `Origin`: `https://shop.example.com`, without a path; or `*` for every page. */
export const Origin: Described<string> = described(
  'an origin such as https://shop.example.com, or *',
  { type: 'string', pattern: '^\\*$|^[a-z]+://[^/?#@\\s]+$' },
  (u) => (typeof u === 'string' && (u === '*' || isOrigin(u)) ? u : undefined),
)

/** The Tracking API: what Segment's libraries, and those that speak like them, send to. */
export const Tracking = closed('the settings of the tracking API', {
  writeKeys: required(oneOrMore(SecretText), {
    summary: 'The write keys that senders may use. Several, so that one can be replaced without losing events.',
    secret: true,
  }),
  allowOrigins: defaulted(listOf(Origin), [], {
    summary: 'The origins of pages whose browsers may send. Default: none, and browsers are refused.',
    example: ['https://shop.example.com'],
  }),
  limits: defaulted(TrackingLimits, {}, { summary: 'How much one request may bring.' }),
})

export type Tracking = t.TypeOf<typeof Tracking>
