import { expect } from 'chai'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../../src/contracts/event.ts'
import { describeFilterFault, readPredicate, type Predicate } from '../../src/mapping/predicate.ts'
import type { Condition, Operand } from '../../src/mapping/predicate/condition.ts'
import { anyEvent, anyKey } from './arbitraries.ts'
import { printCondition } from './print-condition.ts'

const operand: fc.Arbitrary<Operand> = fc.oneof(
  fc
    .tuple(
      anyKey.filter((key) => key !== ''),
      fc.array(anyKey, { maxLength: 3 }),
    )
    .map(([first, rest]): Operand => ({ _tag: 'Field', keys: [first, ...rest], at: 0 })),
  fc
    .oneof(fc.string(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }))
    .map((value): Operand => ({ _tag: 'Constant', value: Object.is(value, -0) ? 0 : value, at: 0 })),
)

const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(operand, fc.constantFrom('=', '!='), operand)
      .map(([left, operator, right]): Condition => ({ _tag: 'Comparison', operator, left, right })),
    fc
      .tuple(fc.constantFrom('And', 'Or'), fc.array(tie('condition'), { minLength: 2, maxLength: 4 }))
      .map(([_tag, terms]): Condition => ({ _tag, terms })),
  ),
})).condition

const read = (text: string): Predicate => {
  const predicate = readPredicate(text, 'open')
  if (isLeft(predicate)) throw new Error(`${text}: ${predicate.left.map(describeFilterFault).join()}`)
  return predicate.right
}

const valueOf = (operand: Operand, event: JsonObject): unknown => {
  if (operand._tag === 'Constant') return operand.value
  let value: unknown = event
  for (const key of operand.keys) {
    const members = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : [])
    value = members.get(key)
  }
  return value ?? null
}

const areEqual = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => !(item instanceof Object) && item === b[i])
  }
  return !(a instanceof Object) && a === b
}

const naive = (condition: Condition, event: JsonObject): boolean => {
  if (condition._tag === 'And') return condition.terms.every((term) => naive(term, event))
  if (condition._tag === 'Or') return condition.terms.some((term) => naive(term, event))
  const equal = areEqual(valueOf(condition.left, event), valueOf(condition.right, event))
  return condition.operator === '=' ? equal : !equal
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
        expect(read(printCondition(condition)).matches(event)).to.equal(naive(condition, event))
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
      'and',
      'or',
      '(',
      ')',
      '"a"',
      "'",
      '\\',
      '[0]',
      '.',
      '1',
      '-',
      '$',
      '{',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (text) => {
          const predicate = readPredicate(text, ['type'])
          const faults = isLeft(predicate) ? predicate.left : []
          expect(faults.every(({ at }) => at >= 0 && at <= text.length)).to.equal(true)
        },
      ),
      { numRuns: 5000 },
    )
  })
})
