import { validated } from '../../settings/field.ts'
/* oxlint-disable unicorn/no-thenable -- a part is called `then`, as in Segment's mappings; no promise is near */
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { optional } from '../../settings/field.ts'
import { parts } from '../parts.ts'
import type { Compiler } from '../../contracts/compiler.ts'
import type { Described } from '../../contracts/described.ts'
import type { Grammar } from '../../contracts/directive.ts'
import type { Evaluate, Scope } from '../../contracts/scope.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import type { Expression } from '../../contracts/expression.ts'

type Ask = (compiler: Pick<Compiler, 'child'>) => (scope: Scope) => boolean

/** Asks something of the value of an expression. */
const ofValue =
  (of: Expression, holds: (value: unknown) => boolean): Ask =>
  ({ child }) => {
    const value = child(of)
    return (scope) => holds(value(scope))
  }

const isThere = (value: unknown): boolean => value !== undefined && value !== null

const isBlank = (value: unknown): boolean => !isThere(value) || (typeof value === 'string' && value.trim() === '')

interface Choice {
  readonly ask: Ask
  readonly yes: Expression | undefined
  readonly no: Expression | undefined
}

const choice = ({ expression, filter }: Grammar): Described<Choice> => {
  const base = parts('the parts of an @if', {
    exists: optional(expression, { summary: 'Holds where this value is neither missing nor null.' }),
    blank: optional(expression, {
      summary: 'Holds where this value is missing, null, or a text with nothing but white space in it.',
    }),
    when: optional(filter, {
      summary: "Holds where this filter does. Its fields are written without `$.`, as in a route's `when`.",
      example: 'properties.total > 100',
    }),
    then: optional(expression, { summary: 'The value where it holds; missing where this is not given.' }),
    else: optional(expression, { summary: 'The value where it does not hold; missing where this is not given.' }),
  })
  return validated(base.name, base.schema, (u, context) => {
    const read = base.validate(u, context)
    if (isLeft(read)) return read
    const { exists, blank, when, then, else: otherwise } = read.right
    const [ask, another] = [
      exists === undefined ? [] : ofValue(exists, isThere),
      blank === undefined ? [] : ofValue(blank, isBlank),
      when === undefined ? [] : when.compile,
    ].flat()
    if (ask === undefined || another !== undefined) {
      return t.failure(u, context, 'exactly one of exists, blank, when')
    }
    if (then === undefined && otherwise === undefined) return t.failure(u, context, 'then, else or both')
    return t.success({ ask, yes: then, no: otherwise })
  })
}

const missing: Evaluate = () => undefined

/** One of two values, by whether another is there or a filter holds. */
export const ifDirective = definePlugin({
  kind: 'directive',
  name: '@if',
  summary:
    'One value or another, by whether a third `exists` or is `blank`, or by a filter: `when`. `then` belongs to a value ' +
    'that is blank; with Segment it belongs to one that is not.',
  argument: choice,
  compile: ({ ask, ...branches }, compiler) => {
    const holds = ask(compiler)
    const yes = branches.yes === undefined ? missing : compiler.child(branches.yes)
    const no = branches.no === undefined ? missing : compiler.child(branches.no)
    return (scope) => (holds(scope) ? yes(scope) : no(scope))
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
      title: 'A filter',
      mapping: {
        size: { '@if': { when: 'properties.total >= 100', then: 'large', else: 'small' } },
        event: { '@if': { when: 'event in ["Order Completed", "Order Paid"]', then: 'order', else: '$.event' } },
        vip: { '@if': { when: 'not properties.vip', else: true } },
      },
      event: { event: 'Order Paid', properties: { total: 99.5, vip: true } },
      gives: { size: 'small', event: 'order', vip: true },
    },
    {
      title: 'A filter that is none',
      mapping: { '@if': { when: 'properties.total => 100', then: 'large' } },
      event: {},
      fails: ['@if.when: expected >= at character 18, not =>, found "properties.total => 100"'],
    },
    {
      title: 'Two questions at once',
      mapping: { '@if': { exists: '$.a', blank: '$.b', then: 1 } },
      event: {},
      fails: ['@if: expected exactly one of exists, blank, when, found an object'],
    },
    {
      title: 'No question',
      mapping: { '@if': { then: 1 } },
      event: {},
      fails: ['@if: expected exactly one of exists, blank, when, found an object'],
    },
    {
      title: 'No value for either case',
      mapping: { '@if': { exists: '$.a' } },
      event: {},
      fails: ['@if: expected then, else or both, found an object'],
    },
  ],
})
