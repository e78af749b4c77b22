import type { JsonObject } from '../../../contracts/event.ts'
import type { PresetRoute, RouteExample } from '../../../contracts/preset.ts'
import type { PropertyType } from '../../readers/property-types.ts'
import { codesFrom } from '../codes-from.ts'
import { firstOf } from '../first-of.ts'

/** An event of Segment's e-commerce spec and how its properties become metadata. */
interface Tracked {
  /** As the spec writes it. */
  readonly event: string
  /** Properties that are sent under their own names, with what they are. */
  readonly properties: Readonly<Record<string, PropertyType>>
  /** What else is sent, as a mapping. */
  readonly more?: JsonObject
  /** Whether what is sent may be an object, which is made flat. */
  readonly isFlattened?: boolean
  /** Properties, and the metadata that is made of them. */
  readonly example: { readonly properties: JsonObject; readonly metadata: JsonObject }
  readonly examples?: readonly RouteExample[]
}

const codes = () =>
  codesFrom({
    referralCode: firstOf('$.properties.referral_code', '$.properties.referral.code'),
    referrerId: firstOf('$.properties.referrer_id', '$.properties.referral.referrer_id'),
    loyaltyCode: firstOf('$.properties.loyalty_code', '$.properties.loyalty_card', '$.properties.loyalty.code'),
  })

const typed = (properties: Tracked['properties']): JsonObject =>
  Object.fromEntries(Object.entries(properties).map(([name, type]) => [name, { [`@${type}`]: `$.properties.${name}` }]))

/** A route for one event of Segment's e-commerce spec: `Order Completed` is the route `order-completed`. */
export const trackRoute = ({
  event,
  properties,
  more,
  isFlattened = false,
  example,
  examples = [],
}: Tracked): PresetRoute => {
  const words = event.toLowerCase().split(' ')
  const metadata = { ...typed(properties), ...more, occurred_at: { '@datetime': '$.timestamp' } }
  const customer = { source_id: 'user-1' }
  return {
    name: words.join('-'),
    when: `type = "track" and event = "${event}"`,
    body: {
      event: words.join('_'),
      customer: { source_id: '$.userId' },
      ...codes(),
      metadata: isFlattened ? { '@metadata': { of: metadata, lists: 'join' } } : metadata,
    },
    examples: [
      {
        title: event,
        event: { type: 'track', userId: 'user-1', event, properties: example.properties },
        expect: { body: { event: words.join('_'), customer, metadata: example.metadata } },
      },
      ...examples,
    ],
  }
}
