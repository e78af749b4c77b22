import { definePlugin } from '../../contracts/plugin.ts'
import { createWalk } from '../walk.ts'

/** A value without its nulls. */
export const excludeWhenNullDirective = definePlugin({
  kind: 'directive',
  name: '@excludeWhenNull',
  summary:
    'The value, or nothing where it is null. Nulls in an object, at any depth, are left out; those in lists stay. An object ' +
    'in which nothing else was is empty.',
  argument: ({ expression }) => expression,
  compile: (part, compiler) => {
    const make = compiler.child(part)
    const isAffordable = createWalk(part, compiler, 'members')
    return (scope) => {
      const value = make(scope)
      return value === null || !isAffordable(scope, value) ? undefined : withoutNulls(value)
    }
  },
  examples: [
    {
      title: 'A null is left out',
      mapping: { email: { '@excludeWhenNull': '$.email' }, name: { '@excludeWhenNull': '$.name' } },
      event: { email: null, name: 'Ada' },
      gives: { name: 'Ada' },
    },
    {
      title: 'Nulls within, but for those in lists',
      mapping: { '@excludeWhenNull': '$.traits' },
      event: { traits: { name: null, tags: [null, { a: null }], address: { city: 'Rome', geo: { lat: null } } } },
      gives: { tags: [null, { a: null }], address: { city: 'Rome', geo: {} } },
    },
    {
      title: 'Missing, and values that count as false',
      mapping: { a: { '@excludeWhenNull': '$.a' }, b: { '@excludeWhenNull': '$.b' }, c: { '@excludeWhenNull': '$.c' } },
      event: { a: 0, b: '' },
      gives: { a: 0, b: '' },
    },
    {
      title: 'Too many levels',
      mapping: { '@excludeWhenNull': { '@json': { mode: 'decode', value: '$.text' } } },
      event: { text: `${'['.repeat(33)}${']'.repeat(33)}` },
      fails: ['the value: expected at most 32 levels of nesting, found a list of 1 ($.text)'],
    },
  ],
})

/** The levels are few: they were counted. */
const withoutNulls = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null)
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]))
}
