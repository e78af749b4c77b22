import { definePlugin } from '../../contracts/plugin.ts'
import { firstOf } from './first-of.ts'
import { traitsAt } from './traits-at.ts'

const traits = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  description: 'a regular',
  phone: '+441234',
  address: { street: '1 Baker Street', city: 'London', state: 'LND', country: 'GB', postalCode: 'NW1' },
  metadata: { tier: 'gold' },
  age: 36,
}

const customer = {
  source_id: 'user-1',
  name: 'Ada Lovelace',
  description: 'a regular',
  email: 'ada@example.com',
  phone: '+441234',
  address: { line_1: '1 Baker Street', city: 'London', state: 'LND', country: 'GB', postal_code: 'NW1' },
  metadata: { tier: 'gold' },
}

/** The tables of Segment's Classic destination (segment.com/docs/connections/destinations/catalog/voucherify). */
export const segmentClassicPreset = definePlugin({
  kind: 'preset',
  name: 'segment-classic',
  summary:
    "What Segment's Classic destination Voucherify documents: a customer of the `traits` of each identify call, and an event " +
    'of each track call, whose `properties` describe the customer by the same names, `name` too. Other properties are not ' +
    'sent. Classic took the `anonymousId` where there was no `userId`. Here such an event is skipped, since nobody becomes ' +
    'one customer with two ids; lay `{"@coalesce": ["$.userId", "$.anonymousId"]}` over `source_id` to take both.',
  routes: [
    {
      name: 'identify',
      when: 'type = "identify"',
      makes: 'customer',
      body: { source_id: '$.userId', ...traitsAt('$.traits'), metadata: '$.traits.metadata' },
      examples: [
        {
          title: 'All that the table names',
          event: { type: 'identify', userId: 'user-1', traits },
          expect: { body: customer },
        },
        {
          title: 'A name that is given, and names with underscores',
          event: {
            type: 'identify',
            userId: 'user-1',
            traits: { name: 'A. Lovelace', first_name: 'Ada', address: { postal_code: 10115 } },
          },
          expect: { body: { source_id: 'user-1', name: 'A. Lovelace', address: { postal_code: '10115' } } },
        },
        {
          title: 'Half a name',
          event: { type: 'identify', userId: 'user-1', traits: { firstName: '', lastName: 'Lovelace' } },
          expect: { body: { source_id: 'user-1', name: 'Lovelace' } },
        },
        {
          title: 'Nobody who is known',
          event: { type: 'identify', anonymousId: 'visitor-1', traits },
          expect: { skips: 'no identity' },
        },
      ],
    },
    {
      name: 'track',
      when: 'type = "track"',
      body: {
        event: firstOf('$.event', '$.name', '$.type'),
        customer: { source_id: '$.userId', ...traitsAt('$.properties'), metadata: '$.properties.metadata' },
      },
      examples: [
        {
          title: 'All that the table names',
          event: { type: 'track', userId: 'user-1', event: 'Registration Completed', properties: traits },
          expect: { body: { event: 'Registration Completed', customer } },
        },
        {
          title: 'The name of a product is taken for that of the customer',
          event: { type: 'track', userId: 'user-1', event: 'Product Added', properties: { name: 'Tea', price: 4.5 } },
          expect: { body: { event: 'Product Added', customer: { source_id: 'user-1', name: 'Tea' } } },
        },
        {
          title: 'Nobody who is known',
          event: { type: 'track', anonymousId: 'visitor-1', event: 'Product Added' },
          expect: { skips: 'no identity' },
        },
        {
          title: 'A description that is no text',
          event: {
            type: 'track',
            userId: 'user-1',
            event: 'Product Added',
            properties: { description: { en: 'Tea' } },
          },
          expect: { fails: ['customer.description: expected a text, found an object'] },
        },
      ],
    },
  ],
})
