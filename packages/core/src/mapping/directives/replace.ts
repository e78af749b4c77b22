import { definePlugin } from '../../contracts/plugin.ts'
import type { Described } from '../../contracts/described.ts'
import { defaulted, described, optional, required } from '../../settings/field.ts'
import { Flag } from '../../settings/values.ts'
import { parts } from '../parts.ts'
import { exactNumber, isExact } from '../../settings/exact-number.ts'

/** How long a pattern and its replacement may be, as in Segment's mappings: a piece of a text, not a text. */
const mostCharacters = 10

const piece = (leastCharacters: number): Described<string> =>
  described(
    `a text of ${leastCharacters} to ${mostCharacters} characters`,
    { type: 'string', minLength: leastCharacters, maxLength: mostCharacters },
    (u) => (typeof u === 'string' && u.length >= leastCharacters && u.length <= mostCharacters ? u : undefined),
  )

interface Search {
  readonly pattern: RegExp
  readonly replacement: string
}

const search = (pattern: string, replacement: string, isGlobal: boolean, ignoresCase: boolean): Search => ({
  pattern: new RegExp(
    pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`),
    `${isGlobal ? 'g' : ''}${ignoresCase ? 'i' : ''}`,
  ),
  replacement,
})

/** A text with one piece, or two, replaced. */
export const replaceDirective = definePlugin({
  kind: 'directive',
  name: '@replace',
  summary:
    'A text in which one piece is replaced by another, and then, with `pattern2`, a second. A number, true and false are ' +
    'taken as texts; missing stays missing and null stays null; an object or a list is a failure.',
  argument: ({ expression }) =>
    parts('the parts of an @replace', {
      value: required(expression, { summary: 'The text.' }),
      pattern: required(piece(1), { summary: 'What is replaced: a text, not a regular expression.' }),
      replacement: defaulted(piece(0), '', { summary: 'What comes in its place.' }),
      pattern2: optional(piece(0), { summary: 'What is replaced in the result. An empty one replaces nothing.' }),
      replacement2: defaulted(piece(0), '', { summary: 'What comes in its place.' }),
      global: defaulted(Flag, true, { summary: 'Whether every occurrence is replaced, and not the first alone.' }),
      ignorecase: defaulted(Flag, false, { summary: 'Whether letter case makes no difference.' }),
    }),
  compile: (argument, { child, refusal, spend }) => {
    const { value, pattern, replacement, pattern2 = '', replacement2, global, ignorecase } = argument
    const make = child(value)
    const refuse = refusal('a text, a number, true or false', value)
    const refuseNumber = refusal(exactNumber, value)
    const searches = [search(pattern, replacement, global, ignorecase)]
    if (pattern2 !== '') searches.push(search(pattern2, replacement2, global, ignorecase))
    return (scope) => {
      const found = make(scope)
      if (found === undefined || found === null) return found
      if (typeof found === 'object') return refuse(scope, found)
      if (typeof found === 'number' && !isExact(found)) return refuseNumber(scope, found)
      let text = String(found)
      for (const { pattern, replacement } of searches) {
        // What is written is at most ten times as long as what is read, and is charged when it is read next.
        if (!spend(scope, text.length)) return undefined
        text = text.replace(pattern, () => replacement)
      }
      return spend(scope, text.length) ? text : undefined
    }
  },
  examples: [
    {
      title: 'Every occurrence',
      mapping: { '@replace': { value: '$.traits.phone', pattern: ' ', replacement: '' } },
      event: { traits: { phone: '+44 20 7946 0018' } },
      gives: '+442079460018',
    },
    {
      title: 'The first alone, and in any letter case',
      mapping: [
        { '@replace': { value: '$.sku', pattern: '-', replacement: '/', global: false } },
        { '@replace': { value: '$.sku', pattern: 'ab', ignorecase: true } },
      ],
      event: { sku: 'AB-1-x' },
      gives: ['AB/1-x', '-1-x'],
    },
    {
      title: 'Two pieces, one after the other',
      mapping: {
        '@replace': { value: '$.name', pattern: '-', replacement: ' ', pattern2: 'great', replacement2: 'good' },
      },
      event: { name: 'something-great' },
      gives: 'something good',
    },
    {
      title: 'Signs stand for themselves',
      mapping: { '@replace': { value: '$.price', pattern: '.', replacement: '$&' } },
      event: { price: '1.50' },
      gives: '1$&50',
    },
    {
      title: 'A number, true, null and missing',
      mapping: {
        total: { '@replace': { value: '$.total', pattern: '.', replacement: ',' } },
        gift: { '@replace': { value: '$.gift', pattern: 'true', replacement: 'yes' } },
        note: { '@replace': { value: '$.note', pattern: '-' } },
        code: { '@replace': { value: '$.code', pattern: '-' } },
      },
      event: { total: 12.5, gift: true, note: null },
      gives: { total: '12,5', gift: 'yes', note: null },
    },
    {
      title: 'An object has no text',
      mapping: { name: { '@replace': { value: '$.traits', pattern: '-' } } },
      event: { traits: {} },
      fails: ['name: expected a text, a number, true or false, found an object ($.traits)'],
    },
    {
      title: 'Pieces that are too long or empty',
      mapping: { '@replace': { value: '$.a', pattern: '', replacement: '12345678901' } },
      event: {},
      fails: [
        '@replace.pattern: expected a text of 1 to 10 characters, found ""',
        '@replace.replacement: expected a text of 0 to 10 characters, found "12345678901"',
      ],
    },
  ],
})
