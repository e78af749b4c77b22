import { definePlugin } from '../../contracts/plugin.ts'
import { booleanReader } from '../readers/boolean.ts'
import { compileReader } from '../readers/compile-reader.ts'

/** True or false, also read from a word. */
export const booleanDirective = definePlugin({
  kind: 'directive',
  name: '@boolean',
  summary:
    'True or false: as it is, or read from "true", "yes", "1" and 1, "false", "no", "0" and 0, in any letter case. ' +
    'Missing and null are missing. Everything else is a failure, an empty text too.',
  argument: ({ expression }) => expression,
  compile: (part, compiler) => compileReader(booleanReader, part, compiler),
  examples: [
    {
      title: 'Words and numbers',
      mapping: [{ '@boolean': '$.gift' }, { '@boolean': '$.vip' }, { '@boolean': '$.first' }],
      event: { gift: 'Yes', vip: 0, first: true },
      gives: [true, false, true],
    },
    {
      title: 'Missing and null',
      mapping: { gift: { '@boolean': '$.gift' }, vip: { '@boolean': '$.vip' }, type: '$.type' },
      event: { type: 'track', vip: null },
      gives: { type: 'track' },
    },
    {
      title: 'Another word',
      mapping: { metadata: { gift: { '@boolean': '$.gift' } } },
      event: { gift: 'maybe' },
      fails: ['metadata.gift: expected true or false, yes or no, 1 or 0, found "maybe" ($.gift)'],
    },
  ],
})
