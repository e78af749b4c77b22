import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFilterFault, readPredicate, type Predicate } from '../../src/mapping/predicate.ts'
import type { Condition } from '../../src/mapping/predicate/condition.ts'
import { compileGlob, readGlob } from '../../src/mapping/predicate/glob.ts'
import { anyCondition, anyPattern } from './any-condition.ts'
import { anyEvent } from './arbitraries.ts'
import { globAsRegExp } from './glob-as-reg-exp.ts'
import { naiveCondition } from './naive-condition.ts'
import { printCondition } from './print-condition.ts'

const read = (text: string): Predicate => {
  const predicate = readPredicate(text, 'open')
  if (isLeft(predicate)) throw new Error(`${text}: ${predicate.left.map(describeFilterFault).join()}`)
  return predicate.right
}

/** Without the places in the text. */
const placeless = (condition: Condition): unknown =>
  JSON.parse(JSON.stringify(condition, (key, value: unknown) => (key === 'at' ? 0 : value)))

describe('a filter, whatever it says', () => {
  it('is read back as it is printed', () => {
    fc.assert(
      fc.property(anyCondition, (condition) => {
        expect(placeless(read(printCondition(condition)).condition)).to.deep.equal(placeless(condition))
      }),
      { numRuns: 2000 },
    )
  })

  it('matches what a plain reading of it matches', () => {
    fc.assert(
      fc.property(anyCondition, anyEvent, (condition, event) => {
        expect(read(printCondition(condition)).matches(event)).to.equal(naiveCondition(condition, event))
      }),
      { numRuns: 5000 },
    )
  })

  it('is read or refused, with a place in the text, and never thrown out', () => {
    const pieces = fc.constantFrom(
      'type',
      ' ',
      '=',
      '!=',
      '<',
      '>=',
      'and',
      'or',
      'not',
      '!',
      'in',
      '(',
      ')',
      '[',
      ']',
      ',',
      '"a"',
      "'",
      '\\',
      '[0]',
      '.',
      '1',
      '-',
      '$',
      '{',
      'match(',
      'length(',
      'typeof',
      'nope(',
      '"["',
      'true',
      'null',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
          fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(' ')),
        ),
        (text) => {
          const predicate = readPredicate(text, ['type'])
          const faults = isLeft(predicate) ? predicate.left : []
          expect(faults.every(({ at }) => at >= 0 && at <= text.length)).to.equal(true)
        },
      ),
      { numRuns: 10_000 },
    )
  })
})

describe('a pattern, whatever it says', () => {
  const anyText = fc.array(fc.constantFrom('a', 'b', 'c', 'ア', '😀', '*', '^', ']', 'z')).map((all) => all.join(''))

  it('matches what it matches as a regular expression', () => {
    fc.assert(
      fc.property(anyPattern, anyText, (pattern, text) => {
        const pieces = readGlob(pattern)
        expect(!isLeft(pieces) && compileGlob(pieces.right)(text)).to.equal(globAsRegExp(pattern)?.test(text))
      }),
      { numRuns: 5000 },
    )
  })

  it('is refused where it is faulty, and then alone', () => {
    const anything = fc.array(fc.constantFrom('a', 'z', '-', '[', ']', '\\', '^', '!', '*')).map((all) => all.join(''))
    fc.assert(
      fc.property(anything, (pattern) => {
        expect(isLeft(readGlob(pattern))).to.equal(globAsRegExp(pattern) === undefined)
      }),
      { numRuns: 5000 },
    )
  })
})
