import { definePlugin } from '../../contracts/plugin.ts'
import { compileReader } from '../readers/compile-reader.ts'
import { numberReader } from '../readers/number.ts'

/** A number, read from a text where it is one. */
export const numberDirective = definePlugin({
  kind: 'directive',
  name: '@number',
  summary:
    'A number: as it is, or read from a text such as "12.50". Missing and null are missing. Everything else is a failure: ' +
    'an empty text, other notations ("1,000.50", "12,50", "0x1F"), whole numbers of more digits than a number keeps.',
  argument: ({ expression }) => expression,
  compile: (part, compiler) => compileReader(numberReader, part, compiler),
  examples: [
    { title: 'A text', mapping: { '@number': '$.total' }, event: { total: ' 12.50 ' }, gives: 12.5 },
    { title: 'A number', mapping: { '@number': '$.total' }, event: { total: -3 }, gives: -3 },
    {
      title: 'Missing and null',
      mapping: { total: { '@number': '$.total' }, tax: { '@number': '$.tax' }, type: '$.type' },
      event: { type: 'track', tax: null },
      gives: { type: 'track' },
    },
    {
      title: 'Not a number',
      mapping: { metadata: { total: { '@number': '$.properties.total' } } },
      event: { properties: { total: 'abc' } },
      fails: ['metadata.total: expected a number, or a text that is one, found "abc" ($.properties.total)'],
    },
    {
      title: 'An empty text is no number',
      mapping: { '@number': '$.total' },
      event: { total: '' },
      fails: ['the value: expected a number, or a text that is one, found "" ($.total)'],
    },
    {
      title: 'An empty text taken as missing',
      mapping: { '@if': { blank: '$.total', else: { '@number': '$.total' } } },
      event: { total: '' },
      gives: undefined,
    },
    {
      title: 'More digits than a number keeps',
      mapping: { '@number': '$.id' },
      event: { id: '12345678901234567890' },
      fails: ['the value: expected a number, or a text that is one, found "12345678901234567890" ($.id)'],
    },
  ],
})
