import { definePlugin } from '../../contracts/plugin.ts'

/** The value at a path of the event. */
export const pathDirective = definePlugin({
  kind: 'directive',
  name: '@path',
  summary: 'The value at a path of the event, as it is; missing where the path leads nowhere. `$.` may be left out.',
  argument: ({ path }) => path,
  compile: (path, { child }) => child({ _tag: 'Lookup', path }),
  examples: [
    {
      title: 'A value of the event',
      mapping: { '@path': '$.properties.total' },
      event: { properties: { total: 12 } },
      gives: 12,
    },
    {
      title: 'The short form, an item of a list, and a name with a dot',
      mapping: ['$.items[0].sku', '$.items.1.sku', "$['tax.rate']"],
      event: { items: [{ sku: 'a' }, { sku: 'b' }], 'tax.rate': 8 },
      gives: ['a', 'b', 8],
    },
    {
      title: 'Null is a value, and what is not there is left out',
      mapping: { name: { '@path': 'traits.name' }, city: { '@path': 'traits.address.city' } },
      event: { traits: { name: null } },
      gives: { name: null },
    },
    {
      title: 'The whole event',
      mapping: { '@path': '$.' },
      event: { type: 'track' },
      gives: { type: 'track' },
    },
  ],
})
