import { definePlugin } from '../../contracts/plugin.ts'
import { compileReader } from '../readers/compile-reader.ts'
import { textReader } from '../readers/text.ts'

/** A text, also of a number, true or false. */
export const stringDirective = definePlugin({
  kind: 'directive',
  name: '@string',
  summary:
    'A text: as it is, or what JSON writes of a number, true or false. Missing and null are missing. Everything else ' +
    'is a failure: an object, a list, a whole number of more digits than a number keeps.',
  argument: ({ expression }) => expression,
  compile: (part, compiler) => compileReader(textReader, part, compiler),
  examples: [
    {
      title: 'A number, true, and a text',
      mapping: [{ '@string': '$.zip' }, { '@string': '$.gift' }, { '@string': '$.note' }],
      event: { zip: 10115, gift: true, note: ' as it is ' },
      gives: ['10115', 'true', ' as it is '],
    },
    {
      title: 'Missing and null',
      mapping: { zip: { '@string': '$.zip' }, note: { '@string': '$.note' }, type: '$.type' },
      event: { type: 'track', note: null },
      gives: { type: 'track' },
    },
    {
      title: 'An object has no text',
      mapping: { metadata: { address: { '@string': '$.traits.address' } } },
      event: { traits: { address: { city: 'London' } } },
      fails: ['metadata.address: expected a text, an exact number, true or false, found an object ($.traits.address)'],
    },
    {
      title: 'An id that lost digits when it was sent as a number',
      mapping: { '@string': '$.id' },
      event: { id: 1e19 },
      fails: ['the value: expected a text, an exact number, true or false, found 10000000000000000000 ($.id)'],
    },
  ],
})
