import { isLeft } from 'fp-ts/lib/Either.js'
import type { FilterExample } from './example.ts'
import { compileGlob, readGlob } from './glob.ts'
import { kindOf, type Kind } from './kind.ts'

/** A function of a filter. A missing value is null. */
export interface FilterFunction {
  readonly name: string
  readonly summary: string
  /** Its parameters by name, and what each may be where that can be told when the filter is read. */
  readonly takes: readonly (readonly [name: string, kinds: readonly Kind[]])[]
  /** What it gives where it does not give null. */
  readonly gives: Kind
  readonly evaluate: (first: unknown, second: unknown) => unknown
  /** The same where the last argument is a text that is known beforehand: quicker. */
  readonly evaluateFor?: (second: string) => (first: unknown) => unknown
  /** What is expected of such a text; undefined where it is right. */
  readonly demand?: (second: string) => string | undefined
  readonly examples: readonly [FilterExample, ...FilterExample[]]
}

/** `contains(s, sub)`. */
export const signatureOf = ({ name, takes }: FilterFunction): string =>
  `${name}(${takes.map(([name]) => name).join(', ')})`

const text: readonly Kind[] = ['string']
const textOrNull: readonly Kind[] = ['string', 'null']

/**
 * How long a pattern may be that an event brings, in UTF-16 units: it is matched against texts of the same event, so the
 * work for one event would grow with the square of its length.
 */
const longestForeignPattern = 256

const ofText =
  (change: (text: string) => string): FilterFunction['evaluate'] =>
  (value) =>
    typeof value === 'string' ? change(value) : null

const matchesFor = (pattern: string): ((value: unknown) => boolean) => {
  const pieces = readGlob(pattern)
  if (isLeft(pieces)) return () => false
  const matches = compileGlob(pieces.right)
  return (value) => typeof value === 'string' && matches(value)
}

const numeric = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const toNumber = (value: unknown): number | null => {
  if (typeof value === 'number') return value
  const number = typeof value === 'string' && numeric.test(value) ? Number(value) : Infinity
  return Number.isFinite(number) ? number : null
}

const click = { event: 'Button Clicked', properties: { total: '12.5', tags: ['new', 'sale'] } }

/** The functions of a filter, one row each, as https://segment.com/docs/api/public-api/fql/#functions describes them. */
export const functions: readonly FilterFunction[] = [
  {
    name: 'contains',
    summary: 'Whether a text has another in it, letter case included. False of what is not a text.',
    takes: [
      ['s', textOrNull],
      ['sub', text],
    ],
    gives: 'bool',
    evaluate: (s, sub) => typeof s === 'string' && typeof sub === 'string' && s.includes(sub),
    examples: [
      { filter: 'contains(event, "Click")', event: click, holds: true },
      { filter: 'contains(context.page.url, "/cart")', event: click, holds: false },
      { filter: '!contains(context.page.url, "/cart")', event: click, holds: true },
    ],
  },
  {
    name: 'match',
    summary:
      'Whether the whole of a text fits a pattern, letter case included: `*` is any characters, `?` is one, `[abc]` and ' +
      '`[a-z]` are one of some, and a backslash makes the next one stand for itself. False of what is not a text. A ' +
      `pattern that is not written in the filter matches nothing where it is faulty or longer than ${longestForeignPattern}.`,
    takes: [
      ['s', textOrNull],
      ['pattern', text],
    ],
    gives: 'bool',
    evaluate: (s, pattern) =>
      typeof pattern === 'string' && pattern.length <= longestForeignPattern && matchesFor(pattern)(s),
    evaluateFor: matchesFor,
    demand: (pattern) => {
      const pieces = readGlob(pattern)
      return isLeft(pieces) ? pieces.left : undefined
    },
    examples: [
      { filter: 'match(event, "Button *")', event: click, holds: true },
      { filter: 'match(event, "Button")', event: click, holds: false },
      { filter: String.raw`match(properties.total, "[0-9]?\.5")`, event: click, holds: true },
    ],
  },
  {
    name: 'length',
    summary: 'The bytes of a text in UTF-8, or the items of a list; 0 of null. Of anything else it is null.',
    takes: [['value', ['string', 'list', 'null']]],
    gives: 'number',
    evaluate: (value) => {
      if (typeof value === 'string') return Buffer.byteLength(value)
      if (value === null) return 0
      return Array.isArray(value) ? value.length : null
    },
    examples: [
      { filter: 'length(properties.tags) = 2', event: click, holds: true },
      { filter: 'length(userId) > 0', event: click, holds: false },
      { filter: 'length("ア") = 3', event: click, holds: true },
    ],
  },
  {
    name: 'lowercase',
    summary: 'A text in small letters. Of anything else it is null, as are those below.',
    takes: [['s', textOrNull]],
    gives: 'string',
    evaluate: ofText((s) => s.toLowerCase()),
    examples: [{ filter: 'lowercase(event) = "button clicked"', event: click, holds: true }],
  },
  {
    name: 'uppercase',
    summary: 'A text in capital letters.',
    takes: [['s', textOrNull]],
    gives: 'string',
    evaluate: ofText((s) => s.toUpperCase()),
    examples: [{ filter: 'uppercase(event) = "BUTTON CLICKED"', event: click, holds: true }],
  },
  {
    name: 'snakecase',
    summary: 'A text with an underscore in the place of each space.',
    takes: [['s', textOrNull]],
    gives: 'string',
    evaluate: ofText((s) => s.replaceAll(' ', '_')),
    examples: [{ filter: 'snakecase(event) = "Button_Clicked"', event: click, holds: true }],
  },
  {
    name: 'kebabcase',
    summary: 'A text with a dash in the place of each space.',
    takes: [['s', textOrNull]],
    gives: 'string',
    evaluate: ofText((s) => s.replaceAll(' ', '-')),
    examples: [{ filter: 'kebabcase(event) = "Button-Clicked"', event: click, holds: true }],
  },
  {
    name: 'titlecase',
    summary: 'A text in which the first letter, and each after a space, is a capital; the others stay as they are.',
    takes: [['s', textOrNull]],
    gives: 'string',
    evaluate: ofText((s) => s.replaceAll(/(?<=^| )./gsu, (letter) => letter.toUpperCase())),
    examples: [{ filter: 'titlecase("test string") = "Test String"', event: click, holds: true }],
  },
  {
    name: 'typeof',
    summary: 'The type of a value: "string", "number", "list", "bool", "null" or "object"; "null" where it is missing.',
    takes: [['value', ['string', 'number', 'bool', 'list', 'null', 'object']]],
    gives: 'string',
    evaluate: (value) => kindOf(value),
    examples: [
      { filter: 'typeof(properties.tags) = "list" and typeof(properties.nope) = "null"', event: click, holds: true },
    ],
  },
  {
    name: 'string',
    summary: 'A text as it is; a number, true or false as JSON writes it.',
    takes: [['value', ['string', 'number', 'bool', 'null']]],
    gives: 'string',
    evaluate: (value) =>
      kindOf(value) === 'number' || kindOf(value) === 'bool' ? String(value) : ofText(String)(value, null),
    examples: [{ filter: 'string(properties.n) = "7"', event: { properties: { n: 7 } }, holds: true }],
  },
  {
    name: 'number',
    summary: 'A number as it is, or one that a text writes: "12.50", "1e3".',
    takes: [['value', ['string', 'number', 'null']]],
    gives: 'number',
    evaluate: toNumber,
    examples: [
      { filter: 'number(properties.total) > 10', event: click, holds: true },
      { filter: 'number(event) = null', event: click, holds: true },
    ],
  },
  {
    name: 'bool',
    summary: 'True or false as it is, or as a text writes it: "true", "false"; 1 is true, 0 is false.',
    takes: [['value', ['string', 'number', 'bool', 'null']]],
    gives: 'bool',
    evaluate: (value) => {
      if (value === true || value === 1 || value === 'true') return true
      return value === false || value === 0 || value === 'false' ? false : null
    },
    examples: [{ filter: 'bool(properties.vip)', event: { properties: { vip: 'true' } }, holds: true }],
  },
]
