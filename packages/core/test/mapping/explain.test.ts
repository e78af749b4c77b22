/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import { expect } from 'chai'
import { left } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../../src/contracts/event.ts'
import { createExplain } from '../../src/mapping/explain.ts'
import type { Leaf } from '../../src/mapping/explain/leaves.ts'
import { load } from './read-mapping.ts'

/** The leaves of a mapping, a line each: `place = value < path (value), path (value) @directive @directive`. */
const explain = (mapping: unknown, event: JsonObject): readonly string[] =>
  createExplain(load(mapping).expression)(event).leaves.map(line)

const line = ({ place, value, reads, through }: Leaf): string => {
  const read = reads.map((one) => `${one.path} (${show(one.value)})`).join(', ')
  return [`${place} = ${show(value)}`, ...(read === '' ? [] : [`< ${read}`]), ...through].join(' ')
}

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

const order = {
  userId: 'ada',
  properties: {
    total: '12.50',
    email: null,
    products: [{ sku: 'a', n: 1 }, { sku: 'b' }],
    tags: ['x', 'y'],
    groups: [{ members: ['x', 'y'] }],
    lines: '[{"sku":"c"}]',
  },
  traits: { email: 'ada@example.com' },
}

describe('an explained mapping', () => {
  const cases: readonly (readonly [fact: string, mapping: unknown, lines: readonly string[]])[] = [
    ['names the path of a value', { id: '$.userId' }, ['id = "ada" < $.userId ("ada")']],
    [
      'names no path for a constant',
      { event: 'order', n: { a: [1, {}] } },
      ['event = "order"', 'n.a[0] = 1', 'n.a[1] = {}'],
    ],
    [
      'takes what is taken over whole as one value',
      { items: '$.properties.tags' },
      ['items = ["x","y"] < $.properties.tags (["x","y"])'],
    ],
    [
      'tells what is missing',
      { code: '$.properties.code', n: 1 },
      ['code = nothing < $.properties.code (nothing)', 'n = 1'],
    ],
    [
      'counts the items of a list that are there',
      { tags: ['$.nope', 'shop', '$.userId'] },
      ['tags = nothing < $.nope (nothing)', 'tags[0] = "shop"', 'tags[1] = "ada" < $.userId ("ada")'],
    ],
    [
      'tells what a directive read before it chose',
      { '@coalesce': ['$.properties.email', '$.traits.email', '$.userId'] },
      [' = "ada@example.com" < $.properties.email (null), $.traits.email ("ada@example.com") @coalesce'],
    ],
    [
      'tells a constant that was chosen by what chose it',
      { '@if': { exists: '$.properties.email', then: 1, else: 0 } },
      [' = 0 < $.properties.email (null) @if'],
    ],
    [
      'names directives in the order in which they work',
      { '@number': { '@coalesce': ['$.nope', { '@path': 'properties.total' }] } },
      [' = 12.5 < $.nope (nothing), $.properties.total ("12.50") @path @coalesce @number'],
    ],
    [
      'names all that a template wrote',
      { '@template': '{{userId}} {{traits.email}}' },
      [' = "ada ada@example.com" < $.userId ("ada"), $.traits.email ("ada@example.com") @template'],
    ],
    [
      'goes into an object that a directive chose',
      {
        '@if': {
          exists: '$.userId',
          then: { id: '$.userId', total: { '@number': '$.properties.total' }, kind: 'known' },
        },
      },
      [
        'id = "ada" < $.userId ("ada") @if',
        'total = 12.5 < $.userId ("ada"), $.properties.total ("12.50") @number @if',
        'kind = "known" < $.userId ("ada") @if',
      ],
    ],
    [
      'follows the value that was chosen, not the same one that was asked',
      { '@if': { exists: '$.properties.products[0].n', then: { '@number': '$.properties.products[0].n' } } },
      [' = 1 < $.properties.products[0].n (1) @number @if'],
    ],
    [
      'tells what a directive did not make',
      { n: { '@if': { exists: '$.properties.email', then: '$.userId' } } },
      ['n = nothing < $.properties.email (null) @if'],
    ],
  ]
  const lists: readonly (readonly [fact: string, mapping: unknown, lines: readonly string[]])[] = [
    [
      'goes into the items that a directive made, and tells their whole paths',
      { '@arrayPath': ['properties.products', { sku: '$.sku', n: '$.n', of: '$$.userId', kind: 'x' }] },
      [
        '[0].sku = "a" < $.properties.products[0].sku ("a") @arrayPath',
        '[0].n = 1 < $.properties.products[0].n (1) @arrayPath',
        '[0].of = "ada" < $$.userId ("ada") @arrayPath',
        '[0].kind = "x" @arrayPath',
        '[1].sku = "b" < $.properties.products[1].sku ("b") @arrayPath',
        '[1].n = nothing < $.properties.products[1].n (nothing) @arrayPath',
        '[1].of = "ada" < $$.userId ("ada") @arrayPath',
        '[1].kind = "x" @arrayPath',
      ],
    ],
    [
      'tells paths in lists of lists and of scalars',
      { '@arrayPath': ['$.properties.groups', { all: { '@arrayPath': ['$.members', { name: '$' }] } }] },
      [
        '[0].all[0].name = "x" < $.properties.groups[0].members[0] ("x") @arrayPath',
        '[0].all[1].name = "y" < $.properties.groups[0].members[1] ("y") @arrayPath',
      ],
    ],
    [
      'tells the path in the list that it goes through, not in another with the same texts',
      ['$.properties.tags', { '@arrayPath': ['$.properties.groups[0].members', { name: '$' }] }],
      [
        '[0] = ["x","y"] < $.properties.tags (["x","y"])',
        '[1][0].name = "x" < $.properties.groups[0].members[0] ("x") @arrayPath',
        '[1][1].name = "y" < $.properties.groups[0].members[1] ("y") @arrayPath',
      ],
    ],
    [
      'takes a list whose items cannot be told apart as one value',
      { '@arrayPath': ['$.properties.products', '$.sku'] },
      [
        ' = ["a","b"] < $.properties.products ([{"sku":"a","n":1},{"sku":"b"}]), $.properties.products[0].sku ("a"), ' +
          '$.properties.products[1].sku ("b") @arrayPath',
      ],
    ],
    [
      'tells what a list was made of where its items have no path',
      { '@arrayPath': [{ '@json': { mode: 'decode', value: '$.properties.lines' } }, { sku: '$.sku', n: 1 }] },
      ['[0].sku = "c" < $.properties.lines ("[{\\"sku\\":\\"c\\"}]") @arrayPath', '[0].n = 1 @arrayPath'],
    ],
    [
      'tells what a value was made of that another mapping is made of',
      {
        '@transform': {
          apply: { all: { '@number': '$.properties.total' } },
          mapping: { total: '$.all', id: '$$.userId' },
        },
      },
      [
        'total = 12.5 < $.properties.total ("12.50") @transform',
        'id = "ada" < $.properties.total ("12.50"), $$.userId ("ada") @transform',
      ],
    ],
  ]
  for (const [fact, mapping, lines] of [...cases, ...lists]) {
    it(fact, () => expect(explain(mapping, order)).to.deep.equal(lines))
  }

  it('tells what could not be made, beside its fault', () => {
    const { made, leaves } = createExplain(load({ id: '$.userId', n: { '@number': '$.userId' } }).expression)(order)
    const fault = { path: 'n', expected: 'a number, or a text that is one', found: '"ada" ($.userId)' }
    expect([made, leaves.map(line)]).to.deep.equal([
      left([fault]),
      ['id = "ada" < $.userId ("ada")', 'n = nothing < $.userId ("ada") @number'],
    ])
  })

  it('explains each event by itself', () => {
    const explained = createExplain(load({ id: '$.userId' }).expression)
    const lines = [{ userId: 'ada' }, {}].map((event) => explained(event).leaves.map(line))
    expect(lines).to.deep.equal([['id = "ada" < $.userId ("ada")'], ['id = nothing < $.userId (nothing)']])
  })
})
