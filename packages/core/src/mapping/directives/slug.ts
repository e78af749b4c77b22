import { definePlugin } from '../../contracts/plugin.ts'

/** A text as a name that machines take. */
export const slugDirective = definePlugin({
  kind: 'directive',
  name: '@slug',
  summary:
    'A text as a name: "Order Completed" and "orderCompleted" become `order_completed`. It has small letters and ' +
    'digits, one _ for whatever is between them, and one before a capital that follows a small letter. Letters of ' +
    'the Latin alphabet lose their accents, others stay as they are. Missing and null are missing; what is no text, or ' +
    'has neither letter nor digit, is a failure.',
  argument: ({ expression }) => expression,
  compile: (part, { child, refusal, spend }) => {
    const make = child(part)
    const refuse = refusal('a text with a letter or digit', part)
    return (scope) => {
      const value = make(scope)
      if (value === undefined || value === null) return undefined
      if (typeof value !== 'string') return refuse(scope, value)
      if (!spend(scope, value.length)) return undefined
      const name = slug(value)
      return /[\p{L}\p{N}]/u.test(name) ? name : refuse(scope, value)
    }
  },
  examples: [
    {
      title: 'Names of events',
      mapping: [{ '@slug': '$.a' }, { '@slug': '$.b' }, { '@slug': '$.c' }],
      event: { a: 'Order Completed', b: 'orderCompleted', c: ' --Order / completed!-- ' },
      gives: ['order_completed', 'order_completed', 'order_completed'],
    },
    {
      title: 'Accents and other alphabets',
      mapping: [{ '@slug': '$.a' }, { '@slug': '$.b' }],
      event: { a: 'Zamówienie złożone', b: 'Заказ оформлен' },
      gives: ['zamowienie_zlozone', 'заказ_оформлен'],
    },
    {
      title: 'Missing and null',
      mapping: { event: { '@slug': '$.event' }, name: { '@slug': '$.name' }, type: '$.type' },
      event: { type: 'page', name: null },
      gives: { type: 'page' },
    },
    {
      title: 'Nothing to make a name of',
      mapping: { event: { '@slug': '$.event' } },
      event: { event: ' - ' },
      fails: ['event: expected a text with a letter or digit, found " - " ($.event)'],
    },
  ],
})

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, '_')
    .toLowerCase()
    .replaceAll(/[łđøßæœ]/g, (letter) => plain[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '')
    .normalize('NFC')

/** Latin letters whose strokes and bows Unicode does not take for accents. */
const plain: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe' }
