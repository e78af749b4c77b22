/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import { expect } from 'chai'
import { pathsOf } from '../../src/mapping/compile.ts'
import { showEventPath } from '../../src/mapping/path.ts'
import { faultsAtLoad, load, make } from './read-mapping.ts'

/** What https://github.com/segmentio/action-destinations `packages/core/src/mapping-kit` does otherwise. */
describe('a mapping copied from Segment', () => {
  const cases: readonly (readonly [fact: string, mapping: unknown, event: Record<string, unknown>, made: unknown])[] = [
    ['keeps an else that counts as false', { '@if': { exists: '$.x', then: 1, else: 0 } }, {}, 0],
    ['keeps an else that is null', { a: { '@if': { exists: '$.x', then: 1, else: null } } }, {}, { a: null }],
    ['takes a constant condition', { '@if': { exists: false, then: 'yes' } }, {}, 'yes'],
    ['finds a value blank where it is', { '@if': { blank: '$.x', then: 'blank', else: 'not' } }, { x: '' }, 'blank'],
    ['finds 0 not blank', { '@if': { blank: '$.x', then: 'blank', else: 'not' } }, { x: 0 }, 'not'],
    ['never reads an event as a template', { '@template': '{{{a}}}' }, { a: '{{secret}}', secret: 's' }, '{{secret}}'],
    ['reads $. in a template', { '@template': '<{{$.a}}>' }, { a: 1 }, '<1>'],
    [
      'prints no [object Object]',
      { '@template': '{{a}}' },
      { a: {} },
      ['the value: expected a text, a number, true or false, found an object ($.a)'],
    ],
    [
      'joins no list with commas',
      { '@template': '{{a}}' },
      { a: [1, 2] },
      ['the value: expected a text, a number, true or false, found a list of 2 ($.a)'],
    ],
    ['leaves a directive in a literal alone', { '@literal': { '@path': '$.a' } }, { a: 1 }, { '@path': '$.a' }],
    ['reaches a key with a dot', ["$['a.b']", '$.a\\.b'], { 'a.b': 1 }, [1, 1]],
    ['finds nothing below 0', { x: '$.a.b', y: 1 }, { a: 0 }, { y: 1 }],
    ['finds nothing below null', { x: '$.a.b', y: 1 }, { a: null }, { y: 1 }],
    ['finds nothing below an empty text', { x: '$.a.b', y: 1 }, { a: '' }, { y: 1 }],
    ['finds no inherited member', { x: '$.constructor.name', y: 1 }, {}, { y: 1 }],
    ['finds no length of a text', { x: '$.a.length', y: 1 }, { a: 'abc' }, { y: 1 }],
    ['removes $. at the start only', '$.a$.b', { a$: { b: 1 } }, 1],
    [
      'sends no empty object for what is missing',
      { referral: { code: '$.code' }, type: '$.type' },
      { type: 'track' },
      { type: 'track' },
    ],
    ['sends an empty object where one is written', { metadata: {} }, {}, { metadata: {} }],
    ['makes no null of what is missing in a list', ['$.a', '$.b'], { b: 1 }, [1]],
    ['makes no text of a missing value', { x: { '@replace': { value: '$.x', pattern: '-' } }, y: 1 }, {}, { y: 1 }],
    ['makes no text of null', { '@replace': { value: '$.x', pattern: '-' } }, { x: null }, null],
    [
      'makes no text of an object',
      { '@replace': { value: '$.x', pattern: '-' } },
      { x: {} },
      ['the value: expected a text, a number, true or false, found an object ($.x)'],
    ],
    ['writes $& as it is', { '@replace': { value: 'a', pattern: 'a', replacement: '<$&>' } }, {}, '<$&>'],
    ['keeps a constant empty text', { '@case': { operator: 'lower', value: '' } }, {}, ''],
    ['finds the event from an item', { '@arrayPath': ['$.a', { id: '$$.id' }] }, { id: 7, a: [{}] }, [{ id: 7 }]],
    [
      'overrides no default with what is missing',
      { '@merge': { objects: [{ n: 'd' }, { n: '$.x' }], direction: 'right' } },
      {},
      { n: 'd' },
    ],
    [
      'overrides no default with undefined',
      { '@merge': { objects: [{ n: 'd' }, '$.x'] } },
      { x: { n: undefined } },
      { n: 'd' },
    ],
    [
      'spreads no text into characters, and says where it is',
      { a: { '@merge': { objects: [{}, '$.x'], direction: 'right' } } },
      { x: 'abc' },
      ['a: expected an object, found "abc" ($.x)'],
    ],
    ['merges without a direction', { '@merge': { objects: [{ n: 1 }, { n: 2 }] } }, {}, { n: 2 }],
    ['merges nothing to nothing', { a: { '@merge': { objects: ['$.x'], direction: 'left' } }, b: 1 }, {}, { b: 1 }],
    ['encodes a constant that counts as false', { '@json': { mode: 'encode', value: 0 } }, {}, '0'],
    ['flattens nothing to nothing', { a: { '@flatten': { value: '$.x', separator: '.' } }, b: 1 }, {}, { b: 1 }],
    [
      'flattens no undefined',
      { '@flatten': { value: '$.x', separator: '.' } },
      { x: { n: undefined, m: 1 } },
      { m: 1 },
    ],
    [
      'makes no member without a name of a number',
      { '@flatten': { value: '$.x', separator: '.' } },
      { x: 5 },
      ['the value: expected an object or a list, found 5 ($.x)'],
    ],
    ['counts in a template without counting in the event', { '@liquid': '{% increment n %}' }, { n: 5 }, '0'],
  ]
  for (const [fact, mapping, event, made] of cases) {
    it(fact, () => expect(make(mapping, event)).to.deep.equal(made))
  }

  const refused: readonly (readonly [what: string, mapping: unknown, faults: readonly string[]])[] = [
    ['an unknown directive in a list', [{ '@path': '$.a', b: 1 }], ['[0].b: expected nothing beside @path, found "b"']],
    [
      'an @if without a condition',
      { '@if': { then: 1 } },
      ['@if: expected exactly one of exists, blank, when, found an object'],
    ],
    [
      'a condition that there is not',
      { '@if': { exists: '$.a', equals: 1, then: 1 } },
      ['@if.equals: expected one of exists, blank, when, then, else, found "equals"'],
    ],
    [
      'another operator',
      { '@case': { operator: 'title', value: '$.a' } },
      ['@case.operator: expected one of lower, upper, found "title"'],
    ],
    [
      'a long second pattern',
      { '@replace': { value: '$.a', pattern: 'a', pattern2: 'abcdefghijk' } },
      ['@replace.pattern2: expected a text of 0 to 10 characters, found "abcdefghijk"'],
    ],
    [
      'a direction in capitals',
      { '@merge': { objects: [{}], direction: 'LEFT' } },
      ['@merge.direction: expected one of left, right (did you mean left?), found "LEFT"'],
    ],
    [
      'a mode in capitals',
      { '@json': { mode: 'ENCODE', value: '$.a' } },
      ['@json.mode: expected one of encode, decode (did you mean encode?), found "ENCODE"'],
    ],
    [
      'a mistake in what is transformed first',
      { '@transform': { apply: { a: ['$..'] }, mapping: {} } },
      ['@transform.apply.a[0]: expected a key at character 3 of the path, found "$.."'],
    ],
    [
      'a Liquid template that is not closed',
      { '@liquid': '{{ a' },
      ['@liquid: expected a Liquid template without errors (output "{{ a" not closed, line:1, col:1), found "{{ a"'],
    ],
  ]
  for (const [what, mapping, faults] of refused) {
    it(`is refused when it is loaded, for ${what}`, () => expect(faultsAtLoad(mapping)).to.deep.equal(faults))
  }

  it('is not changed, nor is the event', () => {
    const mapping = Object.freeze({ '@replace': Object.freeze({ value: '$.a', pattern: '-', pattern2: '+' }) })
    expect(make(mapping, Object.freeze({ a: 'b-c+d' }))).to.equal('bcd')
  })

  it('is known to read what it merges and transforms', () => {
    const mapping = {
      '@merge': { objects: ['$.a', { '@transform': { apply: { x: '$.b' }, mapping: { y: '$$.c' } } }] },
    }
    expect(pathsOf(load(mapping).expression).map(showEventPath)).to.deep.equal(['$.a', '$.b', '$$.c'])
  })

  it('flattens a large object in time', () => {
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`a${i}`, i]))
    expect(make({ '@flatten': { value: '$', separator: '.' } }, wide)).to.deep.equal(wide)
  }).timeout(2000)

  it('takes a deep event, or says that it does not', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)
    const mapping = [{ '@path': '$.deep' }, { '@excludeWhenNull': '$.deep' }]
    expect(make(mapping, { deep })).to.deep.equal([
      '[1]: expected at most 32 levels of nesting, found an object ($.deep)',
    ])
  })
})
