import { validated } from '../../settings/field.ts'
/* oxlint-disable unicorn/no-thenable -- a part is called `then`, as in Segment's mappings; no promise is near */
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { optional } from '../../settings/field.ts'
import { parts } from '../parts.ts'
import type { Described } from '../../contracts/described.ts'
import type { Evaluate } from '../../contracts/scope.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import type { Expression } from '../../contracts/expression.ts'

/** What `@if` asks of its value, by the name of the part that holds the value. */
const questions = {
  exists: (value: unknown): boolean => value !== undefined && value !== null,
  blank: (value: unknown): boolean =>
    value === undefined || value === null || (typeof value === 'string' && value.trim() === ''),
} as const

interface Choice {
  readonly holds: (value: unknown) => boolean
  readonly of: Expression
  readonly yes: Expression | undefined
  readonly no: Expression | undefined
}

const choice = (expression: Described<Expression>): Described<Choice> => {
  const base = parts('the parts of an @if', {
    exists: optional(expression, { summary: 'Holds where this value is neither missing nor null.' }),
    blank: optional(expression, {
      summary: 'Holds where this value is missing, null, or a text with nothing but white space in it.',
    }),
    then: optional(expression, { summary: 'The value where it holds; missing where this is not given.' }),
    else: optional(expression, { summary: 'The value where it does not hold; missing where this is not given.' }),
  })
  return validated(base.name, base.schema, (u, context) => {
    const read = base.validate(u, context)
    if (isLeft(read)) return read
    const { exists, blank, then, else: otherwise } = read.right
    const of = exists ?? blank
    if (of === undefined || (exists !== undefined && blank !== undefined)) {
      return t.failure(u, context, 'exactly one of exists, blank')
    }
    if (then === undefined && otherwise === undefined) return t.failure(u, context, 'then, else or both')
    return t.success({ holds: exists === undefined ? questions.blank : questions.exists, of, yes: then, no: otherwise })
  })
}

const missing: Evaluate = () => undefined

/** One of two values, by whether another is there. */
export const ifDirective = definePlugin({
  kind: 'directive',
  name: '@if',
  summary:
    'One value or another, by whether a third `exists` or is `blank`. `then` belongs to a value that is blank; ' +
    'with Segment it belongs to one that is not.',
  argument: ({ expression }) => choice(expression),
  compile: ({ holds, of, ...branches }, { child }) => {
    const value = child(of)
    const yes = branches.yes === undefined ? missing : child(branches.yes)
    const no = branches.no === undefined ? missing : child(branches.no)
    return (scope) => (holds(value(scope)) ? yes(scope) : no(scope))
  },
  examples: [
    {
      title: 'A value that is there',
      mapping: { '@if': { exists: '$.properties.email', then: '$.properties.email', else: '$.traits.email' } },
      event: { properties: { email: 'ada@example.com' }, traits: { email: 'old@example.com' } },
      gives: 'ada@example.com',
    },
    {
      title: 'Values that count as false are kept',
      mapping: [
        { '@if': { exists: '$.nope', then: 1, else: 0 } },
        { '@if': { exists: '$.nope', then: true, else: false } },
        { '@if': { exists: '$.nope', then: 'yes', else: '' } },
        { '@if': { exists: '$.nope', then: 'yes', else: null } },
      ],
      event: {},
      gives: [0, false, '', null],
    },
    {
      title: 'Missing, null, an empty text and white space are blank; 0, false, {} and [] are not',
      mapping: [
        { '@if': { blank: '$.nope', then: 'blank', else: 'not' } },
        { '@if': { blank: null, then: 'blank', else: 'not' } },
        { '@if': { blank: '', then: 'blank', else: 'not' } },
        { '@if': { blank: ' ', then: 'blank', else: 'not' } },
        { '@if': { blank: 0, then: 'blank', else: 'not' } },
        { '@if': { blank: false, then: 'blank', else: 'not' } },
        { '@if': { blank: {}, then: 'blank', else: 'not' } },
        { '@if': { blank: [], then: 'blank', else: 'not' } },
      ],
      event: {},
      gives: ['blank', 'blank', 'blank', 'blank', 'not', 'not', 'not', 'not'],
    },
    {
      title: 'No else',
      mapping: { coupon: { '@if': { exists: '$.coupon', then: 'used' } }, type: '$.type' },
      event: { type: 'track' },
      gives: { type: 'track' },
    },
    {
      title: 'Two questions at once',
      mapping: { '@if': { exists: '$.a', blank: '$.b', then: 1 } },
      event: {},
      fails: ['@if: expected exactly one of exists, blank, found an object'],
    },
    {
      title: 'No question',
      mapping: { '@if': { then: 1 } },
      event: {},
      fails: ['@if: expected exactly one of exists, blank, found an object'],
    },
    {
      title: 'No value for either case',
      mapping: { '@if': { exists: '$.a' } },
      event: {},
      fails: ['@if: expected then, else or both, found an object'],
    },
  ],
})
