import { definePlugin } from '../../contracts/plugin.ts'
import type { Scope } from '../../contracts/scope.ts'
import { defaulted, required } from '../../settings/field.ts'
import { Flag, Text } from '../../settings/values.ts'
import { parts } from '../parts.ts'
import { createWalk } from '../walk.ts'

/** An object with the values of another at any depth, each under the names that led there. */
export const flattenDirective = definePlugin({
  kind: 'directive',
  name: '@flatten',
  summary:
    'An object of one level with all the values of another: `{a: {b: 1}}` is `{"a.b": 1}`. Items of lists have their index ' +
    'for a name. An object or list in which nothing is leaves nothing. Missing stays missing and null stays null; what is ' +
    'neither an object nor a list is a failure.',
  argument: ({ expression }) =>
    parts('the parts of a @flatten', {
      value: required(expression, { summary: 'The object, or the list.' }),
      separator: required(Text, { summary: 'What stands between two names.', example: '.' }),
      omitArrays: defaulted(Flag, false, {
        summary: 'Whether lists are kept as they are; then the value is an object.',
      }),
    }),
  compile: ({ value: part, separator, omitArrays }, compiler) => {
    const { spend } = compiler
    const make = compiler.child(part)
    const refuse = compiler.refusal(omitArrays ? 'an object' : 'an object or a list', part)
    const isAffordable = createWalk(part, compiler, 'members')
    const isOpen = (value: unknown): value is object =>
      typeof value === 'object' && value !== null && !(omitArrays && Array.isArray(value))

    /** False where the names are too long in all. */
    const flatten = (scope: Scope, value: object, prefix: string, made: Map<string, unknown>): boolean => {
      for (const [name, member] of Object.entries(value)) {
        const path = prefix === '' ? name : prefix + separator + name
        if (isOpen(member)) {
          if (!flatten(scope, member, path, made)) return false
        } else if (member !== undefined) {
          if (!spend(scope, path.length)) return false
          made.set(path, member)
        }
      }
      return true
    }

    return (scope) => {
      const value = make(scope)
      if (value === undefined || value === null) return value
      if (!isOpen(value)) return refuse(scope, value)
      if (!isAffordable(scope, value)) return undefined
      const made = new Map<string, unknown>()
      return flatten(scope, value, '', made) ? Object.fromEntries(made) : undefined
    }
  },
  examples: [
    {
      title: 'All values of an object',
      mapping: { metadata: { '@flatten': { value: '$.properties', separator: '_' } } },
      event: { properties: { id: 7, shipping: { city: 'Rome', geo: { lat: 41.9 } }, tags: ['a', 'b'] } },
      gives: { metadata: { id: 7, shipping_city: 'Rome', shipping_geo_lat: 41.9, tags_0: 'a', tags_1: 'b' } },
    },
    {
      title: 'Lists as they are',
      mapping: { '@flatten': { value: '$.properties', separator: '.', omitArrays: true } },
      event: { properties: { a: { b: [{ c: 1 }] } } },
      gives: { 'a.b': [{ c: 1 }] },
    },
    {
      title: 'What is empty leaves nothing, and null is a value',
      mapping: { '@flatten': { value: '$.properties', separator: '.' } },
      event: { properties: { a: {}, b: [], c: { d: null } } },
      gives: { 'c.d': null },
    },
    {
      title: 'Missing and null',
      mapping: {
        a: { '@flatten': { value: '$.a', separator: '.' } },
        b: { '@flatten': { value: '$.b', separator: '.' } },
      },
      event: { b: null },
      gives: { b: null },
    },
    {
      title: 'A number has no members',
      mapping: { metadata: { '@flatten': { value: '$.total', separator: '.' } } },
      event: { total: 12 },
      fails: ['metadata: expected an object or a list, found 12 ($.total)'],
    },
    {
      title: 'No separator',
      mapping: [{ '@flatten': { value: '$.a' } }, { '@flatten': { value: '$.a', separator: '', omitArray: true } }],
      event: {},
      fails: [
        '[0].@flatten.separator: expected a text, found nothing',
        '[1].@flatten.omitArray: expected one of value, separator, omitArrays (did you mean omitArrays?), found "omitArray"',
        '[1].@flatten.separator: expected a text, found ""',
      ],
    },
  ],
})
