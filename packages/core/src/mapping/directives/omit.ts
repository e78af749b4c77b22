import { definePlugin } from '../../contracts/plugin.ts'
import type { JsonObject } from '../../contracts/event.ts'
import { isMembers } from '../json.ts'
import { memberParts } from '../member-parts.ts'
import { memberTree, type MemberTree } from '../member-tree.ts'

/** An object without some of its members. */
export const omitDirective = definePlugin({
  kind: 'directive',
  name: '@omit',
  summary:
    'An object without the members that are named; a dot leads into an object. An object of which nothing is left is ' +
    'left out, too. Missing and null are missing; what is no object is a failure.',
  argument: ({ expression }) => memberParts('the parts of an @omit', expression),
  compile: ({ of, keys }, { child, refusal, spend }) => {
    const make = child(of)
    const refuse = refusal('an object', of)
    const tree = memberTree(keys.map((path) => [path, 'whole'] as const))
    return (scope) => {
      const value = make(scope)
      if (value === undefined || value === null) return undefined
      return isMembers(value) ? omit(value, tree, (units) => spend(scope, units)) : refuse(scope, value)
    }
  },
  examples: [
    {
      title: 'Everything except some members',
      mapping: { metadata: { '@omit': { of: '$.properties', keys: ['products', 'email'] } } },
      event: { properties: { order_id: 'o-1', total: 12, products: [{ sku: 'a' }], email: 'ada@example.com' } },
      gives: { metadata: { order_id: 'o-1', total: 12 } },
    },
    {
      title: 'Members of members',
      mapping: { '@omit': { of: '$.traits', keys: ['address.street', 'phone.home'] } },
      event: { traits: { address: { city: 'London', street: 'Baker Street' }, phone: { home: '1' } } },
      gives: { address: { city: 'London' } },
    },
    {
      title: 'No object',
      mapping: { metadata: { '@omit': { of: '$.products', keys: ['a'] } } },
      event: { products: [{ a: 1 }] },
      fails: ['metadata: expected an object, found a list of 1 ($.products)'],
    },
  ],
})

type Spend = (units: number) => boolean

const omit = (object: JsonObject, tree: MemberTree<'whole'>, spend: Spend): JsonObject | undefined => {
  const names = Object.keys(object)
  if (!spend(names.length)) return undefined
  const kept: [string, unknown][] = []
  for (const name of names) {
    const node = tree.get(name)
    const member = object[name]
    if (node?.said === 'whole') continue
    const value = node !== undefined && isMembers(member) ? omit(member, node.below, spend) : member
    if (value !== undefined) kept.push([name, value])
  }
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}
