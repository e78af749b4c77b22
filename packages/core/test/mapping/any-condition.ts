import fc from 'fast-check'
import type { Condition, Operand, Scalar } from '../../src/mapping/predicate/condition.ts'
import { anyKey } from './arbitraries.ts'

const constant = (value: Scalar | readonly Scalar[]): Operand => ({
  _tag: 'Constant',
  value: Object.is(value, -0) ? 0 : value,
  at: 0,
})

const field: fc.Arbitrary<Operand> = fc
  .tuple(
    anyKey.filter((key) => key !== ''),
    fc.array(anyKey, { maxLength: 3 }),
  )
  .map(([first, rest]) => ({ _tag: 'Field', keys: [first, ...rest], at: 0 }))

const anyNumber = fc.oneof(fc.constantFrom(0, 1, 12.5), fc.double({ noNaN: true, noDefaultInfinity: true }))
const anyText = fc.oneof(fc.constantFrom('', 'a', 'A b', '12.50', 'ア'), fc.string({ maxLength: 6 }))
const anyScalar: fc.Arbitrary<Scalar> = fc.oneof(anyText, fc.boolean(), fc.constant(null), anyNumber)

/** Patterns of few characters, so that some match; none is faulty. */
export const anyPattern: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', 'b', 'ア', '*', '?', '[ab]', '[a-c]', String.raw`[\^a]`, String.raw`\*`, ']', '😀'))
  .map((pieces) => pieces.join(''))

const call =
  (name: string) =>
  (...operands: readonly Operand[]): Operand => ({ _tag: 'Call', name, operands, at: 0 })

const comparison = (operators: readonly string[], left: fc.Arbitrary<Operand>, right: fc.Arbitrary<Operand>) =>
  fc
    .tuple(fc.constantFrom(...operators), left, right)
    .map(([operator, left, right]): Condition => ({ _tag: 'Comparison', operator, left, right }))

const words = fc.oneof(field, fc.option(anyText, { nil: null }).map(constant))
const text = fc.oneof(
  words,
  fc
    .tuple(fc.constantFrom('lowercase', 'uppercase', 'snakecase', 'kebabcase', 'string'), words)
    .map(([name, operand]) => call(name)(operand)),
)
const list = fc.array(anyScalar, { maxLength: 3 }).map(constant)
const number = fc.oneof(
  field,
  anyNumber.map(constant),
  fc.oneof(text, list).map(call('length')),
  text.map(call('number')),
)
const value = fc.oneof(field, anyScalar.map(constant), list, text, number)
const kind = fc.constantFrom('string', 'number', 'bool', 'list', 'null', 'object').map(constant)
const truth = fc.oneof(
  field,
  fc.tuple(text, fc.oneof(field, anyText.map(constant))).map((operands) => call('contains')(...operands)),
  fc.tuple(text, fc.oneof(field, anyPattern.map(constant))).map((operands) => call('match')(...operands)),
  fc.oneof(text, number).map(call('bool')),
)

/** Any condition that a filter can say and that is not refused. */
export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      comparison(['=', '!='], value, value),
      comparison(['<', '<=', '>', '>='], number, number),
      comparison(['in'], fc.oneof(field, anyScalar.map(constant), text), fc.oneof(field, list)),
      comparison(['=', '!='], value.map(call('typeof')), kind),
      truth.map((operand): Condition => ({ _tag: 'Alone', operand })),
    ),
    tie('condition').map((term): Condition => ({ _tag: 'Not', term })),
    fc
      .tuple(fc.constantFrom('And', 'Or'), fc.array(tie('condition'), { minLength: 2, maxLength: 4 }))
      .map(([_tag, terms]): Condition => ({ _tag, terms })),
  ),
})).condition
