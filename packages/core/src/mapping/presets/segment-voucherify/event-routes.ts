/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then`; no promise is near */
import type { PresetRoute } from '../../../contracts/preset.ts'
import { codesFrom } from '../codes-from.ts'
import { firstOf } from '../first-of.ts'
import { restOf } from './rest-of.ts'

/** What track, page and screen calls have in common. */
const event = (name: unknown) => ({
  event: name,
  customer: { source_id: '$.userId', email: firstOf('$.properties.email', '$.context.traits.email') },
  ...codesFrom({
    referralCode: '$.properties.referral.code',
    referrerId: '$.properties.referral.referrer_id',
    loyaltyCode: '$.properties.loyalty.code',
  }),
  metadata: restOf('$.properties', ['email', 'referral.code', 'referral.referrer_id', 'loyalty.code']),
})

/** `Viewed Prices Page`, and `Viewed Page` where it has no name. */
const viewed = (what: 'Page' | 'Screen') => ({
  '@if': { blank: '$.name', then: `Viewed ${what}`, else: { '@template': `Viewed {{name}} ${what}` } },
})

const customer = { source_id: 'user-1' }

/** Calls that become events. */
export const eventRoutes: readonly [PresetRoute, ...PresetRoute[]] = [
  {
    name: 'track',
    when: 'type = "track"',
    body: event('$.event'),
    examples: [
      {
        title: 'Codes, and metadata from two places',
        event: {
          type: 'track',
          userId: 'user-1',
          event: 'Order Completed',
          properties: {
            email: 'ada@example.com',
            total: 27.5,
            shipping: { city: 'London' },
            products: [{ product_id: 'p-1' }],
            metadata: { channel: 'web' },
            referral: { code: 'FRIEND-1', referrer_id: 'user-9' },
            loyalty: { code: 'L-7' },
          },
        },
        expect: {
          body: {
            event: 'Order Completed',
            customer: { source_id: 'user-1', email: 'ada@example.com' },
            referral: { code: 'FRIEND-1', referrer_id: 'user-9' },
            loyalty: { code: 'L-7' },
            metadata: { total: 27.5, shipping_city: 'London', channel: 'web' },
          },
        },
      },
      {
        title: 'No properties, and an email of the context',
        event: {
          type: 'track',
          userId: 'user-1',
          event: 'Signed Up',
          context: { traits: { email: 'ada@example.com' } },
        },
        expect: { body: { event: 'Signed Up', customer: { ...customer, email: 'ada@example.com' } } },
      },
      {
        title: 'A referrer without a code is no referral',
        event: {
          type: 'track',
          userId: 'user-1',
          event: 'Signed Up',
          properties: { referral: { referrer_id: 'user-9' } },
        },
        expect: { body: { event: 'Signed Up', customer } },
      },
      {
        title: 'Nobody who is known',
        event: { type: 'track', anonymousId: 'visitor-1', event: 'Signed Up' },
        expect: { skips: 'no identity' },
      },
      {
        title: 'Metadata that is a text',
        event: { type: 'track', userId: 'user-1', event: 'Signed Up', properties: { metadata: 'web' } },
        expect: { fails: ['metadata: expected an object, found "web" ($.properties.metadata)'] },
      },
    ],
  },
  {
    name: 'page',
    when: 'type = "page"',
    body: event(viewed('Page')),
    examples: [
      {
        title: 'A page with a name',
        event: { type: 'page', userId: 'user-1', name: 'Prices', properties: { path: '/prices' } },
        expect: { body: { event: 'Viewed Prices Page', customer, metadata: { path: '/prices' } } },
      },
      {
        title: 'A page without a name',
        event: { type: 'page', userId: 'user-1', name: '', properties: { path: '/' } },
        expect: { body: { event: 'Viewed Page', customer, metadata: { path: '/' } } },
      },
    ],
  },
  {
    name: 'screen',
    when: 'type = "screen"',
    body: event(viewed('Screen')),
    examples: [
      {
        title: 'A screen with a name',
        event: { type: 'screen', userId: 'user-1', name: 'Rewards' },
        expect: { body: { event: 'Viewed Rewards Screen', customer } },
      },
    ],
  },
]
