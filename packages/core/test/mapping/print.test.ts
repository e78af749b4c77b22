import { expect } from 'chai'
import { printMapping } from '../../src/mapping/print.ts'
import { load } from './read-mapping.ts'

describe('a printed mapping', () => {
  const printed: readonly (readonly [title: string, mapping: unknown, printed?: unknown])[] = [
    ['has its constants, objects and lists', { a: [1, 'text', null, { b: false }], c: {}, d: [] }],
    ['has its paths in one form', ['$', '$.', '$$.a', "$.items.0['b']"], ['$', '$', '$$.a', '$.items[0].b']],
    [
      'quotes a key that takes it',
      ["$['a.b']", "$.it\\'s", "$['']", '$["\\\\"]'],
      ["$['a.b']", "$['it\\'s']", "$['']", "$['\\\\']"],
    ],
    ['has its directives as they were written', { a: { '@coalesce': ['$.a.0', { '@literal': '$.a' }] } }],
    ['leaves out notes of an editor', { '@path': 'a', _metadata: { label: 'A' } }, { '@path': 'a' }],
  ]
  for (const [title, mapping, expected = mapping] of printed) {
    it(title, () => expect(printMapping(load(mapping).expression)).to.deep.equal(expected))
  }

  it('has a @literal where a constant would be read as something else', () => {
    const constants = ['$.a', '$', '$5', { '@path': 'a' }, ['$.a'], {}]
    expect(constants.map((value) => printMapping({ _tag: 'Constant', value }))).to.deep.equal([
      { '@literal': '$.a' },
      { '@literal': '$' },
      '$5',
      { '@literal': { '@path': 'a' } },
      { '@literal': ['$.a'] },
      { '@literal': {} },
    ])
  })
})
