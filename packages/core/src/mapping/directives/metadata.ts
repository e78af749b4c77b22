import type { Expression } from '../../contracts/expression.ts'
import type { Fault } from '../../contracts/failure.ts'
import { showPath } from '../../contracts/faults-of.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import { defaulted, listOf, optional } from '../../settings/field.ts'
import { oneOf, Text } from '../../settings/values.ts'
import { flatMembers, type FlatWatch, type MemberRule } from '../flat-members.ts'
import { isMembers } from '../json.ts'
import { MemberPath } from '../member-path.ts'
import { memberTree } from '../member-tree.ts'
import { MemberTypes } from '../member-types.ts'
import { ofParts } from '../of-parts.ts'
import { propertyReaders } from '../readers/property-types.ts'

/** An object as the metadata of an event may be. */
export const metadataDirective = definePlugin({
  kind: 'directive',
  name: '@metadata',
  summary:
    'An object made flat, since properties of events in Voucherify do not nest: a `city` in an `address` becomes ' +
    '`address_city`. `types` read members as @string, @number, @boolean, @date and @datetime do; others stay as they ' +
    'are. Missing values and nulls are left out. What cannot be read, a list without `lists`, and two members of one ' +
    'name are failures.',
  argument: ({ expression }) =>
    ofParts('the parts of a @metadata', expression, {
      types: defaulted(
        MemberTypes,
        {},
        { summary: 'What members are, by name, with dots into objects: shipping.cost.' },
      ),
      omit: defaulted(listOf(MemberPath, 'a list of names of members'), [], {
        summary: 'Members to leave out, by the same names.',
      }),
      lists: optional(oneOf('join', 'keep', 'omit'), {
        summary:
          'What becomes of a list: one text with commas between its items, itself (the metadata of a customer may ' +
          'have one, that of an event may not), or nothing.',
      }),
      separator: defaulted(Text, '_', { summary: 'What stands between the names of an object and of its member.' }),
    }),
  compile: ({ of, types, omit, ...rest }, { child, refusal, spend, place }) => {
    const make = child(of)
    const refuse = refusal('an object', of)
    const members = memberTree<MemberRule>([
      ...types.map(([path, type]) => [path, propertyReaders[type]] as const),
      ...omit.map((path) => [path, 'omit'] as const),
    ])
    return (scope) => {
      const value = make(scope)
      if (value === undefined || value === null) return undefined
      if (!isMembers(value)) return refuse(scope, value)
      const refuseMember: FlatWatch['refuse'] = (name, keys, expected, found) => {
        const faults: Fault[] = []
        refusal(expected, memberOf(of, keys))({ ...scope, faults }, found)
        scope.faults.push(...faults.map((fault) => ({ ...fault, path: placeOf(place, name) })))
      }
      const known = scope.faults.length
      const isAffordable = (units: number) => scope.faults.length - known < mostFaulty && spend(scope, units)
      const made = flatMembers(value, { ...rest, members }, { spend: isAffordable, refuse: refuseMember })
      return made.size > 0 ? Object.fromEntries(made) : undefined
    }
  },
  examples: [
    {
      title: 'Flat, and with types',
      mapping: {
        '@metadata': {
          of: '$.properties',
          types: { total: 'number', placed_at: 'datetime', 'shipping.gift': 'boolean' },
          omit: ['products'],
        },
      },
      event: {
        properties: {
          order_id: 'o-1',
          total: '99.95',
          placed_at: 1772357073,
          shipping: { method: 'express', gift: 'yes', note: null },
          products: [{ sku: 'a' }],
        },
      },
      gives: {
        order_id: 'o-1',
        total: 99.95,
        placed_at: '2026-03-01T09:24:33.000Z',
        shipping_method: 'express',
        shipping_gift: true,
      },
    },
    {
      title: 'The object alone',
      mapping: { metadata: { '@metadata': '$.traits' } },
      event: { traits: { plan: 'pro', address: { city: 'London' } } },
      gives: { metadata: { plan: 'pro', address_city: 'London' } },
    },
    {
      title: 'Lists',
      mapping: [
        { '@metadata': { of: '$.traits', lists: 'join' } },
        { '@metadata': { of: '$.traits', lists: 'keep' } },
        { '@metadata': { of: '$.traits', lists: 'omit' } },
      ],
      event: { traits: { plan: 'pro', tags: ['vip', 7] } },
      gives: [{ plan: 'pro', tags: 'vip,7' }, { plan: 'pro', tags: ['vip', 7] }, { plan: 'pro' }],
    },
    {
      title: 'Everything that is wrong, by its name',
      mapping: { metadata: { '@metadata': { of: '$.properties', types: { 'shipping.cost': 'number' } } } },
      event: { properties: { shipping: { cost: 'free' }, shipping_cost: 0, tags: ['a', 'b'] } },
      fails: [
        'metadata.shipping_cost: expected a number, or a text that is one, found "free" ($.properties.shipping.cost)',
        'metadata.tags: expected one value (or lists: join, keep or omit), found a list of 2 ($.properties.tags)',
      ],
    },
    {
      title: 'Two members of one name',
      mapping: { metadata: { '@metadata': '$.traits' } },
      event: { traits: { address: { city: 'London' }, address_city: 'Paris' } },
      fails: ['metadata.address_city: expected no other value of this name, found "Paris" ($.traits.address_city)'],
    },
  ],
})

/** How many members with faults are told: in a large object one mistake comes again with each. */
const mostFaulty = 20

/** Where a member of a value comes from. */
const memberOf = (of: Expression, keys: readonly string[]): Expression =>
  of._tag === 'Lookup' ? { ...of, path: { ...of.path, keys: [...of.path.keys, ...keys] } } : of

const placeOf = (place: string, name: string): string => {
  const shown = showPath([name])
  return place === '' || shown === '' || shown.startsWith('[') ? place + shown : `${place}.${shown}`
}
