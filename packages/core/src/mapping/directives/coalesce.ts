import { validated } from '../../settings/field.ts'
import * as t from 'io-ts'
import { listOf } from '../../settings/field.ts'
import type { Described } from '../../contracts/described.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import type { Expression } from '../../contracts/expression.ts'

const choices = (expression: Described<Expression>): Described<readonly Expression[]> => {
  const list = listOf(expression, 'a list of values')
  return validated('a list of at least one value', { ...list.schema, minItems: 1 }, (u, context) =>
    Array.isArray(u) && u.length > 0 ? list.validate(u, context) : t.failure(u, context),
  )
}

/** The first of several values that is there. */
export const coalesceDirective = definePlugin({
  kind: 'directive',
  name: '@coalesce',
  summary:
    'The first of several values that is neither missing nor null; missing where all are. False, 0 and an empty text are values. ' +
    'A value that cannot be made is a failure, not a missing one.',
  argument: ({ expression }) => choices(expression),
  compile: (parts, { child }) => {
    const makers = parts.map(child)
    return (scope) => {
      for (const make of makers) {
        const value = make(scope)
        if (value !== undefined && value !== null) return value
      }
      return undefined
    }
  },
  examples: [
    {
      title: 'The first that is there',
      mapping: { '@coalesce': ['$.properties.email', '$.context.traits.email', 'unknown'] },
      event: { properties: { email: null }, context: { traits: { email: 'ada@example.com' } } },
      gives: 'ada@example.com',
    },
    {
      title: 'A value that counts as false',
      mapping: { '@coalesce': ['$.points', 10] },
      event: { points: 0 },
      gives: 0,
    },
    {
      title: 'None is there',
      mapping: { email: { '@coalesce': ['$.email', '$.mail'] }, type: '$.type' },
      event: { type: 'track', mail: null },
      gives: { type: 'track' },
    },
    {
      title: 'A failure is not passed over',
      mapping: { '@coalesce': [{ '@number': '$.total' }, 0] },
      event: { total: 'free' },
      fails: ['the value: expected a number, or a text that is one, found "free" ($.total)'],
    },
  ],
})
