import { definePlugin } from '../../contracts/plugin.ts'
import { required } from '../../settings/field.ts'
import { oneOf } from '../../settings/values.ts'
import { parts } from '../parts.ts'

/** A text in small or capital letters. */
export const caseDirective = definePlugin({
  kind: 'directive',
  name: '@case',
  summary:
    'A text in small letters (`operator: lower`) or capital ones (`operator: upper`). What is no text is passed on as it is.',
  argument: ({ expression }) =>
    parts('the parts of an @case', {
      operator: required(oneOf('lower', 'upper'), { summary: 'Which letters.' }),
      value: required(expression, { summary: 'The text.' }),
    }),
  compile: ({ operator, value }, { child, spend }) => {
    const make = child(value)
    return (scope) => {
      const text = make(scope)
      if (typeof text !== 'string') return text
      if (!spend(scope, text.length)) return undefined
      return operator === 'lower' ? text.toLowerCase() : text.toUpperCase()
    }
  },
  examples: [
    {
      title: 'Small letters, as in an email address',
      mapping: { '@case': { operator: 'lower', value: '$.traits.email' } },
      event: { traits: { email: 'Ada@Example.com' } },
      gives: 'ada@example.com',
    },
    {
      title: 'Capital letters, as in a code',
      mapping: { '@case': { operator: 'upper', value: '$.properties.coupon' } },
      event: { properties: { coupon: 'spring-26' } },
      gives: 'SPRING-26',
    },
    {
      title: 'What is no text, null and missing',
      mapping: {
        total: { '@case': { operator: 'lower', value: '$.total' } },
        coupon: { '@case': { operator: 'lower', value: '$.coupon' } },
        code: { '@case': { operator: 'lower', value: '$.code' } },
      },
      event: { total: 12, coupon: null },
      gives: { total: 12, coupon: null },
    },
    {
      title: 'Another operator',
      mapping: { '@case': { operator: 'Lower', value: '$.email' } },
      event: {},
      fails: ['@case.operator: expected one of lower, upper (did you mean lower?), found "Lower"'],
    },
    {
      title: 'No value',
      mapping: { '@case': { operator: 'lower', of: '$.email' } },
      event: {},
      fails: [
        '@case.of: expected one of operator, value, found "of"',
        '@case.value: expected a JSON value, a path or a directive, found nothing',
      ],
    },
  ],
})
