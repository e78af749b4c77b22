import fc from 'fast-check'
import type { JsonObject } from '../../src/contracts/event.ts'
import { anyArgument } from './any-argument.ts'

/** Few names, so that paths meet members; some that every object inherits, some that take quoting. */
export const anyKey = fc.oneof(
  fc.constantFrom('a', 'b', 'items', '0', '1', 'length', 'constructor', '__proto__', 'toString', 'a.b', "it's", ''),
  fc.string({ maxLength: 4 }),
)

const anyObject = (value: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject> =>
  fc.array(fc.tuple(anyKey, value), { maxLength: 4 }).map((entries): JsonObject => Object.fromEntries(entries))

/** Any JSON value, built as a parser builds it: `__proto__` is a member like others. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(null, true, 0, '', 'a', '12.50', ' ', '{{a}}', '$.a'),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    anyObject(tie('value')),
  ),
})).value

export const anyEvent: fc.Arbitrary<JsonObject> = anyObject(anyJson)

const quoted = (key: string): string => `['${key.replaceAll(/[\\']/g, '\\$&')}']`

export const anyPath: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('$', '$$'), fc.array(anyKey, { maxLength: 5 }))
  .map(([start, keys]) => start + keys.map(quoted).join(''))

/** Any mapping that loads. */
export const anyMapping: fc.Arbitrary<unknown> = fc.letrec<{ part: unknown }>((tie) => {
  const called = Object.entries(anyArgument({ part: tie('part'), path: anyPath, json: anyJson }))
  return {
    part: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(anyPath, anyPath, fc.constantFrom(null, false, 0, '', 'text', '{{a}}')),
      fc.array(tie('part'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd e', 'constructor'), tie('part')),
      ...called.map(([name, argument]) => argument.map((value) => ({ [name]: value }))),
    ),
  }
}).part
