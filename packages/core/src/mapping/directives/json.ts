import { isLeft, tryCatch } from 'fp-ts/lib/Either.js'
import { definePlugin } from '../../contracts/plugin.ts'
import { required } from '../../settings/field.ts'
import { oneOf } from '../../settings/values.ts'
import { parts } from '../parts.ts'
import { createWalk } from '../walk.ts'

/** A value as the text of its JSON, or the other way round. */
export const jsonDirective = definePlugin({
  kind: 'directive',
  name: '@json',
  summary:
    'A value as the text of its JSON (`mode: encode`), or the value that such a text says (`mode: decode`). A text that is ' +
    'not JSON, and what is no text, is passed on as it is.',
  argument: ({ expression }) =>
    parts('the parts of a @json', {
      mode: required(oneOf('encode', 'decode'), { summary: 'To JSON, or from JSON.' }),
      value: required(expression, { summary: 'The value, or the text.' }),
    }),
  compile: ({ mode, value: part }, compiler) => {
    const make = compiler.child(part)
    const isAffordable = createWalk(part, compiler, 'characters')
    return (scope) => {
      const value = make(scope)
      if (value === undefined || (mode === 'decode' && typeof value !== 'string')) return value
      if (!isAffordable(scope, value)) return undefined
      return typeof value === 'string' && mode === 'decode' ? decode(value) : JSON.stringify(value)
    }
  },
  examples: [
    {
      title: 'A list as a text',
      mapping: { products: { '@json': { mode: 'encode', value: '$.products' } } },
      event: { products: [{ sku: 'a', price: 1.5 }] },
      gives: { products: '[{"sku":"a","price":1.5}]' },
    },
    {
      title: 'A text that says a list',
      mapping: { skus: { '@json': { mode: 'decode', value: '$.skus' } } },
      event: { skus: '["a","b"]' },
      gives: { skus: ['a', 'b'] },
    },
    {
      title: 'A text that is not JSON, and what is no text',
      mapping: [{ '@json': { mode: 'decode', value: '$.name' } }, { '@json': { mode: 'decode', value: '$.list' } }],
      event: { name: 'Ada', list: [1] },
      gives: ['Ada', [1]],
    },
    {
      title: 'Missing stays missing, and null has a text',
      mapping: {
        a: { '@json': { mode: 'encode', value: '$.nope' } },
        b: { '@json': { mode: 'decode', value: '$.nope' } },
        c: { '@json': { mode: 'encode', value: '$.null' } },
      },
      event: { null: null },
      gives: { c: 'null' },
    },
    {
      title: 'Another mode',
      mapping: { '@json': { mode: 'ENCODE', value: '$.a' } },
      event: {},
      fails: ['@json.mode: expected one of encode, decode (did you mean encode?), found "ENCODE"'],
    },
  ],
})

/** That the text comes back is what https://github.com/segmentio/action-destinations `mapping-kit/README.md` promises. */
const decode = (text: string): unknown => {
  const read = tryCatch(
    (): unknown => JSON.parse(text),
    () => text,
  )
  return isLeft(read) ? read.left : read.right
}
