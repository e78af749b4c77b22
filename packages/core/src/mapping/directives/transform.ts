import { definePlugin } from '../../contracts/plugin.ts'
import { required } from '../../settings/field.ts'
import { objectExpression } from '../object-expression.ts'
import { parts } from '../parts.ts'

/** A mapping of what another mapping makes. */
export const transformDirective = definePlugin({
  kind: 'directive',
  name: '@transform',
  summary:
    'What `mapping` makes of what `apply` makes of the event. In `mapping`, `$.` starts at what `apply` made, so its names ' +
    'are free, and `$$.` at the event.',
  argument: ({ expression, inItem }) =>
    parts('the parts of a @transform', {
      apply: required(objectExpression(expression), { summary: 'What is made first, of the event.' }),
      mapping: required(inItem.expression, { summary: 'What is made of that.' }),
    }),
  // Both parts make the value at this place, so `mapping` is no part of an item: its faults are told where they are.
  compile: ({ apply, mapping }, { child }) => {
    const first = child(apply)
    const then = child(mapping)
    return (scope) => {
      const made = first(scope)
      return then({ ...scope, item: made === undefined ? {} : made })
    }
  },
  examples: [
    {
      title: 'One step after the other',
      mapping: {
        '@transform': {
          apply: { flat: { '@flatten': { value: '$.properties', separator: '_' } } },
          mapping: { city: '$.flat.shipping_city', all: '$.flat' },
        },
      },
      event: { properties: { shipping: { city: 'Rome' } } },
      gives: { city: 'Rome', all: { shipping_city: 'Rome' } },
    },
    {
      title: 'What was made, and the event itself',
      mapping: {
        '@transform': {
          apply: { lines: { '@json': { mode: 'decode', value: '$.properties.lines' } } },
          mapping: { skus: { '@arrayPath': ['$.lines', '$.sku'] }, order: '$$.properties.id' },
        },
      },
      event: { properties: { id: 7, lines: '[{"sku":"a"}]' } },
      gives: { skus: ['a'], order: 7 },
    },
    {
      title: 'Nothing is made first',
      mapping: { '@transform': { apply: { a: '$.nope' }, mapping: { a: '$.a', type: 'order' } } },
      event: { type: 'track' },
      gives: { type: 'order' },
    },
    {
      title: 'A fault in the second step',
      mapping: { metadata: { '@transform': { apply: { n: '$.total' }, mapping: { total: { '@number': '$.n' } } } } },
      event: { total: 'free' },
      fails: ['metadata.total: expected a number, or a text that is one, found "free" ($.n)'],
    },
    {
      title: 'Arguments that are none',
      mapping: { '@transform': { apply: 'text' } },
      event: {},
      fails: [
        '@transform.apply: expected an object, a path or a directive, found "text"',
        '@transform.mapping: expected a JSON value, a path or a directive, found nothing',
      ],
    },
  ],
})
