import { isLeft, map, right } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Described } from '../../contracts/described.ts'
import type { Grammar } from '../../contracts/directive.ts'
import type { Expression } from '../../contracts/expression.ts'
import type { Path } from '../../contracts/path.ts'
import { definePlugin } from '../../contracts/plugin.ts'
import { validated } from '../../settings/field.ts'
import { createMakeEach } from '../make-each.ts'
import { objectExpression } from '../object-expression.ts'

interface Shaped {
  readonly of: Expression
  /** Undefined where the items are taken as they are. */
  readonly shape: Expression | undefined
}

/** A path may be written without its `$.` here. */
const listExpression = ({ path, expression }: Grammar): Described<Expression> =>
  validated('a path or a directive', expression.schema, (u, context): t.Validation<Expression> => {
    if (typeof u === 'string')
      return map((found: Path) => ({ _tag: 'Lookup' as const, path: found }))(path.validate(u, context))
    const read = expression.validate(u, context)
    return isLeft(read) || read.right._tag === 'Call' ? read : t.failure(u, context)
  })

const shaped = (grammar: Grammar): Described<Shaped> => {
  const list = listExpression(grammar)
  const item = objectExpression(grammar.inItem.expression)
  const schema = { type: 'array', minItems: 1, maxItems: 2, items: grammar.expression.schema }
  return validated('a list of a path or directive and, if needed, the shape of an item', schema, (u, context) => {
    if (!Array.isArray(u) || u.length < 1 || u.length > 2) return t.failure(u, context)
    const of = list.validate(u[0], t.appendContext(context, '0', list, u[0]))
    const shape = u.length === 1 ? right(undefined) : item.validate(u[1], t.appendContext(context, '1', item, u[1]))
    if (isLeft(of)) return isLeft(shape) ? t.failures([...of.left, ...shape.left]) : of
    return map((read: Expression | undefined) => ({ of: of.right, shape: isEmpty(read) ? undefined : read }))(shape)
  })
}

/** Segment takes an empty shape for none. */
const isEmpty = (shape: Expression | undefined): boolean => shape?._tag === 'Fields' && shape.fields.length === 0

/** A list in which each item of another has a new shape. */
export const arrayPathDirective = definePlugin({
  kind: 'directive',
  name: '@arrayPath',
  summary:
    'A list, each item in the shape that is given: `[list, shape]`. In the shape `$.` is the item and `$$.` the event. A ' +
    'single object counts as a list of one; what is neither an object nor a list is passed on as it is. Without a shape, ' +
    'the value as it is.',
  argument: shaped,
  compile: ({ of, shape }, { child, inItem, place, spend }) => {
    const list = child(of)
    if (shape === undefined) return list
    const makeEach = createMakeEach(inItem.child(shape), place)
    return (scope) => {
      const found = list(scope)
      if (typeof found !== 'object' || found === null) return found
      const items: readonly unknown[] = Array.isArray(found) ? found : [found]
      return spend(scope, items.length) ? makeEach(scope, items) : undefined
    }
  },
  examples: [
    {
      title: 'The lines of an order',
      mapping: {
        '@arrayPath': [
          '$.properties.products',
          { sku: '$.product_id', price: { '@number': '$.price' }, order: '$$.messageId' },
        ],
      },
      event: {
        messageId: 'm-1',
        properties: {
          products: [
            { product_id: 'a', price: '1.50' },
            { product_id: 'b', price: 2 },
          ],
        },
      },
      gives: [
        { sku: 'a', price: 1.5, order: 'm-1' },
        { sku: 'b', price: 2, order: 'm-1' },
      ],
    },
    {
      title: 'A list of one thing of each',
      mapping: { '@arrayPath': ['$.products', '$.sku'] },
      event: { products: [{ sku: 'a' }, {}, { sku: 'b' }] },
      gives: ['a', 'b'],
    },
    {
      title: 'A list within a list, and one object',
      mapping: { '@arrayPath': ['$.orders', { id: '$.id', skus: { '@arrayPath': ['$.lines', { sku: '$.sku' }] } }] },
      event: { orders: { id: 1, lines: [{ sku: 'a' }, { sku: 'b' }] } },
      gives: [{ id: 1, skus: [{ sku: 'a' }, { sku: 'b' }] }],
    },
    {
      title: 'An empty list, a text, null and missing',
      mapping: {
        none: { '@arrayPath': ['$.none', { sku: '$.sku' }] },
        text: { '@arrayPath': ['$.text', { sku: '$.sku' }] },
        null: { '@arrayPath': ['$.null', { sku: '$.sku' }] },
        missing: { '@arrayPath': ['$.missing', { sku: '$.sku' }] },
      },
      event: { none: [], text: 'a', null: null },
      gives: { none: [], text: 'a', null: null },
    },
    {
      title: 'A fault is told with the item it is in',
      mapping: { lines: { '@arrayPath': ['$.lines', { price: { '@number': '$.price' } }] } },
      event: { lines: [{ price: 1 }, { price: 'free' }] },
      fails: ['lines[1].price: expected a number, or a text that is one, found "free" ($.price)'],
    },
    {
      title: 'Arguments that are none',
      mapping: [
        { '@arrayPath': '$.a' },
        { '@arrayPath': [1, 'sku'] },
        { '@arrayPath': ['$.a', { sku: { '@nope': 1 } }, 2] },
      ],
      event: {},
      fails: [
        '[0].@arrayPath: expected a list of a path or directive and, if needed, the shape of an item, found "$.a"',
        '[1].@arrayPath[0]: expected a path or a directive, found 1',
        '[1].@arrayPath[1]: expected an object, a path or a directive, found "sku"',
        '[2].@arrayPath: expected a list of a path or directive and, if needed, the shape of an item, found a list of 3',
      ],
    },
  ],
})
