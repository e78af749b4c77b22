/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import { expect } from 'chai'
import { make } from './read-mapping.ts'

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
    ['maps a frozen mapping', Object.freeze({ a: Object.freeze({ '@path': '$.a' }) }), { a: 1 }, { a: 1 }],
  ]
  for (const [fact, mapping, event, made] of cases) {
    it(fact, () => expect(make(mapping, event)).to.deep.equal(made))
  }
})
