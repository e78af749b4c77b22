import { definePlugin } from '../../contracts/plugin.ts'
import type { JsonObject } from '../../contracts/event.ts'
import { isMembers } from '../json.ts'
import { memberParts } from '../member-parts.ts'
import { memberTree, type MemberTree } from '../member-tree.ts'

/** An object with some of its members. */
export const pickDirective = definePlugin({
  kind: 'directive',
  name: '@pick',
  summary:
    'An object with only the members that are named, in the order in which they are; a dot leads into an object. ' +
    'Missing where none of them is there. Missing and null are missing; what is no object is a failure.',
  argument: ({ expression }) => memberParts('the parts of a @pick', expression),
  compile: ({ of, keys }, { child, refusal, spend }) => {
    const make = child(of)
    const refuse = refusal('an object', of)
    const tree = memberTree(keys.map((path) => [path, 'whole'] as const))
    return (scope) => {
      const value = make(scope)
      if (value === undefined || value === null) return undefined
      if (!isMembers(value)) return refuse(scope, value)
      return spend(scope, keys.length) ? pick(value, tree) : undefined
    }
  },
  examples: [
    {
      title: 'Some members',
      mapping: { '@pick': { of: '$.properties', keys: ['order_id', 'total', 'coupon'] } },
      event: { properties: { total: 12, products: [], order_id: 'o-1' } },
      gives: { order_id: 'o-1', total: 12 },
    },
    {
      title: 'Members of members, and a name with a dot',
      mapping: { '@pick': { of: '$.traits', keys: ['address.city', 'tax\\.id'] } },
      event: { traits: { address: { city: 'London', street: 'Baker Street' }, 'tax.id': 7 } },
      gives: { address: { city: 'London' }, 'tax.id': 7 },
    },
    {
      title: 'No object',
      mapping: { metadata: { '@pick': { of: '$.traits', keys: ['a'] } } },
      event: { traits: 'none' },
      fails: ['metadata: expected an object, found "none" ($.traits)'],
    },
  ],
})

const pick = (object: JsonObject, tree: MemberTree<'whole'>): JsonObject | undefined => {
  const kept: [string, unknown][] = []
  for (const [name, { said, below }] of tree) {
    const member = Object.hasOwn(object, name) ? object[name] : undefined
    const value = said === 'whole' ? member : isMembers(member) ? pick(member, below) : undefined
    if (value !== undefined) kept.push([name, value])
  }
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}
