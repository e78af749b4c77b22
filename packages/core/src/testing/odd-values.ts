import { deepFreeze } from './deep-freeze.ts'

/** JSON values of each kind, and those at the edges: what a sender may send where something else was meant. Frozen. */
export const oddJson: readonly unknown[] = deepFreeze([
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'text',
  '12.50',
  '{{a}}',
  '$.a',
  '2026-11-21T08:00:00Z',
  'ä🎁\u0000',
  'long '.repeat(1000),
  [],
  [null],
  [[]],
  ['a', 1, { a: 1 }],
  {},
  { a: null },
  { '': 1, a: { b: [{}] } },
  JSON.parse('{ "__proto__": 1, "constructor": 2, "toString": 3, "length": 4 }'),
])

/** Those, and values that no JSON holds. */
export const oddValues: readonly unknown[] = deepFreeze([
  ...oddJson,
  undefined,
  NaN,
  Infinity,
  10n,
  Symbol('odd'),
  () => undefined,
  new Date(0),
  new Date(NaN),
  new Map([['a', 1]]),
  Object.create(null),
  new Uint8Array([0xff, 0xfe]),
  new Error('odd'),
])
