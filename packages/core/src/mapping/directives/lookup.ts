import * as t from 'io-ts'
import type { Described } from '../../contracts/described.ts'
import type { Expression } from '../../contracts/expression.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import { misplaced, optional, required, validated } from '../../settings/field.ts'
import { badKey, isMembers, readParts } from '../json.ts'
import { parts } from '../parts.ts'
import { compileReader } from '../readers/compile-reader.ts'
import { textReader } from '../readers/text.ts'

/** What a table says of a value. */
export const lookupDirective = definePlugin({
  kind: 'directive',
  name: '@lookup',
  summary:
    'What a table says of a text, in the same letter case; numbers, true and false are looked up by their text. What ' +
    'is not in the table makes the `default`, and is a failure where there is none. Missing and null make the ' +
    '`default`, too, and are missing where there is none.',
  argument: ({ expression }) =>
    parts('the parts of a @lookup', {
      of: required(expression, { summary: 'What is looked up.' }),
      table: required(table(expression), { summary: 'The values by text.' }),
      default: optional(expression, {
        summary: 'What to make of all else; null to leave it out of the body.',
      }),
    }),
  compile: ({ of, table, default: otherwise }, compiler) => {
    const textOf = compileReader(textReader, of, compiler)
    const makers = new Map(table.map(([text, value]) => [text, compiler.child(value)]))
    const fallback = otherwise === undefined ? undefined : compiler.child(otherwise)
    const refuse = compiler.refusal('a text of the table', of)
    return (scope) => {
      const text = textOf(scope)
      const make = (text === undefined ? undefined : makers.get(text)) ?? fallback
      if (make !== undefined) return make(scope)
      return text === undefined ? undefined : refuse(scope, text)
    }
  },
  examples: [
    {
      title: 'A text and a number',
      mapping: [
        { '@lookup': { of: '$.plan', table: { free: 'basic', pro: 'gold' } } },
        { '@lookup': { of: '$.level', table: { 1: 'basic', 2: 'gold' } } },
      ],
      event: { plan: 'pro', level: 1 },
      gives: ['gold', 'basic'],
    },
    {
      title: 'A value of the event, and a default',
      mapping: [
        { '@lookup': { of: '$.paid_by', table: { card: '$.card.brand', cash: 'cash' }, default: 'other' } },
        { '@lookup': { of: '$.shipped_by', table: { dhl: 'DHL' }, default: '$.shipped_by' } },
      ],
      event: { paid_by: 'card', card: { brand: 'visa' }, shipped_by: 'pigeon' },
      gives: ['visa', 'pigeon'],
    },
    {
      title: 'Not in the table',
      mapping: { tier: { '@lookup': { of: '$.plan', table: { free: 'basic', pro: 'gold' } } } },
      event: { plan: 'Pro' },
      fails: ['tier: expected a text of the table, found "Pro" ($.plan)'],
    },
    {
      title: 'Missing',
      mapping: {
        tier: { '@lookup': { of: '$.plan', table: { pro: 'gold' } } },
        level: { '@lookup': { of: '$.plan', table: { pro: 2 }, default: 1 } },
      },
      event: {},
      gives: { level: 1 },
    },
  ],
})

type Table = readonly (readonly [text: string, value: Expression])[]

/** Any text but those of directives: one that stands for the table would be a table of one text. */
const table = (expression: Described<Expression>): Described<Table> => {
  const schema = {
    type: 'object',
    minProperties: 1,
    propertyNames: { not: { pattern: '^@' } },
    additionalProperties: expression.schema,
  }
  return validated('a table of at least one text', schema, (u, context) => {
    if (!isMembers(u) || Object.keys(u).length === 0) return t.failure(u, context)
    return readParts(u, (value, key) => {
      if (key.startsWith('@')) return t.failures([misplaced('a text to look up, no directive', key, value, context)])
      return badKey(key, value, context) ?? expression.validate(value, t.appendContext(context, key, expression, value))
    })
  })
}
