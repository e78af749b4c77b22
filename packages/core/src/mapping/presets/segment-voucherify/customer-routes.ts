import type { PresetRoute } from '../../../contracts/preset.ts'
import { firstOf } from '../first-of.ts'
import { traitNames, traitsAt } from '../traits-at.ts'
import { restOf } from './rest-of.ts'

/** Calls that become customers. */
export const customerRoutes: readonly PresetRoute[] = [
  {
    name: 'identify',
    when: 'type = "identify"',
    makes: 'customer',
    body: {
      source_id: '$.userId',
      ...traitsAt('$.traits'),
      birthdate: { '@date': firstOf('$.traits.birthdate', '$.traits.birthday') },
      metadata: restOf('$.traits', [...traitNames, 'birthdate', 'birthday']),
    },
    examples: [
      {
        title: 'A customer, and traits that have no place of their own',
        event: {
          type: 'identify',
          userId: 'user-1',
          traits: {
            first_name: 'Ada',
            last_name: 'Lovelace',
            email: 'ada@example.com',
            phone: 441234,
            birthday: '1990-05-05T00:00:00Z',
            address: { street: '1 Baker Street', city: 'London', postal_code: 10115, floor: 3 },
            plan: 'pro',
            tags: ['vip'],
            metadata: { tier: 'gold' },
          },
        },
        expect: {
          body: {
            source_id: 'user-1',
            name: 'Ada Lovelace',
            email: 'ada@example.com',
            phone: '441234',
            address: { line_1: '1 Baker Street', city: 'London', postal_code: '10115' },
            birthdate: '1990-05-05',
            metadata: { address_floor: 3, plan: 'pro', tier: 'gold' },
          },
        },
      },
      {
        title: 'No traits',
        event: { type: 'identify', userId: 'user-1' },
        expect: { body: { source_id: 'user-1' } },
      },
      {
        title: 'Nobody who is known',
        event: { type: 'identify', anonymousId: 'visitor-1', traits: { email: 'ada@example.com' } },
        expect: { skips: 'no identity' },
      },
      {
        title: 'A birthday that is none',
        event: { type: 'identify', userId: 'user-1', traits: { birthday: '30.02.1990' } },
        expect: {
          fails: [
            'birthdate: expected a date or time such as 2026-03-01 or 2026-03-01T09:24:33Z, or seconds or milliseconds ' +
              'since 1970, found "30.02.1990" ($.traits.birthdate or $.traits.birthday)',
          ],
        },
      },
    ],
  },
  {
    name: 'group',
    when: 'type = "group"',
    makes: 'customer',
    body: {
      source_id: '$.userId',
      email: '$.context.traits.email',
      metadata: {
        '@metadata': { of: { group: { '@merge': { objects: ['$.traits', { id: '$.groupId' }] } } }, lists: 'omit' },
      },
    },
    examples: [
      {
        title: 'A customer of a group',
        event: { type: 'group', userId: 'user-1', groupId: 'g-1', traits: { name: 'Analysts', id: 7, seats: 12 } },
        expect: {
          body: { source_id: 'user-1', metadata: { group_name: 'Analysts', group_id: 'g-1', group_seats: 12 } },
        },
      },
      {
        title: 'Nobody who is known',
        event: { type: 'group', anonymousId: 'visitor-1', groupId: 'g-1' },
        expect: { skips: 'no identity' },
      },
    ],
  },
]
