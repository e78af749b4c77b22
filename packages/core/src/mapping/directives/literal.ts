import { Json } from '../json.ts'
import { definePlugin } from '../../contracts/plugin.ts'

/** A value that stands for itself, paths and directives inside it too. */
export const literalDirective = definePlugin({
  kind: 'directive',
  name: '@literal',
  summary: 'The value exactly as it is written: nothing inside it is a path or a directive.',
  argument: () => Json,
  compile: (value, { child }) => child({ _tag: 'Constant', value }),
  examples: [
    {
      title: 'A text that would be a path',
      mapping: { '@literal': '$.properties.total' },
      event: { properties: { total: 12 } },
      gives: '$.properties.total',
    },
    {
      title: 'An object that would be a directive',
      mapping: { '@literal': { '@path': '$.a' } },
      event: { a: 1 },
      gives: { '@path': '$.a' },
    },
  ],
})
