import { expect } from 'chai'
import { overlay } from '../../src/mapping/overlay.ts'

const hash = { '@hash': '$.email' }

const rows: readonly (readonly [title: string, base: unknown, over: unknown, laid: unknown])[] = [
  ['adds and replaces members', { a: 1, b: { c: 2 } }, { b: { d: 3 }, e: [4] }, { a: 1, b: { c: 2, d: 3 }, e: [4] }],
  [
    'replaces a value with members, and members with a value',
    { a: 1, b: { c: 2 } },
    { a: { d: 3 }, b: 4 },
    { a: { d: 3 }, b: 4 },
  ],
  ['takes members away', { a: 1, b: { c: 2, d: 3 } }, { a: null, b: { c: null } }, { b: { d: 3 } }],
  [
    'has no null where nothing was',
    { a: 1 },
    { a: { b: null }, c: { d: null, e: 2 }, f: null },
    { a: {}, c: { e: 2 } },
  ],
  [
    'replaces whatever it is by a directive',
    { a: { b: 1 }, c: '$.c', d: hash },
    { a: hash, c: hash, d: hash },
    { a: hash, c: hash, d: hash },
  ],
  [
    'merges members with what a path or a directive makes',
    { a: '$.a', b: '$$', c: hash },
    { a: { d: 1 }, b: { d: 1 }, c: { d: null } },
    {
      a: { '@merge': { objects: ['$.a', { d: 1 }], direction: 'right' } },
      b: { '@merge': { objects: ['$$', { d: 1 }], direction: 'right' } },
      c: { '@merge': { objects: [hash, { d: null }], direction: 'right' } },
    },
  ],
  ['replaces a text that is no path', { a: 'a' }, { a: { b: 1 } }, { a: { b: 1 } }],
  ['replaces a list', { a: [1, 2] }, { a: [3] }, { a: [3] }],
]

describe('a mapping that is laid over another', () => {
  for (const [title, base, over, laid] of rows) {
    it(title, () => {
      const before = structuredClone([base, over])
      expect([overlay(base, over), base, over]).to.deep.equal([laid, ...before])
    })
  }
})
