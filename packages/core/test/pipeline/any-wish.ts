import fc from 'fast-check'
import type { Condition, Operand, Scalar } from '../../src/mapping/predicate/condition.ts'

type Constant = Extract<Operand, { readonly _tag: 'Constant' }>

const constant = (value: Scalar | readonly Scalar[]): Constant => ({ _tag: 'Constant', value, at: 0 })

const fieldOf = (...keys: readonly string[]): Operand => ({ _tag: 'Field', keys, at: 0 })

const call = (name: string, ...operands: readonly Operand[]): Operand => ({ _tag: 'Call', name, operands, at: 0 })

/** Characters that JSON writes in several ways, or that bytes do not always hold. */
const anyText = fc
  .array(fc.constantFrom('a', 'b', 'É', '/', '"', '\\', '\n', '\t', '\u0001', '\ufffd', '\ud83d', '😀', '*', '['), {
    maxLength: 5,
  })
  .map((characters) => characters.join(''))

const anyField = fc.oneof(
  fc.constantFrom(['type'], ['event'], ['made']).map((keys) => fieldOf(...keys)),
  fc
    .tuple(fc.constantFrom('event', 'properties', 'made'), fc.constantFrom('a', '0', 'x/y', '12', 'type'))
    .map((keys) => fieldOf(...keys)),
)

const anyScalar: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 3, arbitrary: anyText },
  fc.constantFrom<Scalar[]>(true, false, null, 0, 12.5, -1e21),
)

const anyList = fc.array(anyScalar, { maxLength: 2 })

const compared = (operator: string, left: Operand, right: Operand): Condition => ({
  _tag: 'Comparison',
  operator,
  left,
  right,
})

const anySimple: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom('=', '=', '!='), anyField, anyScalar, fc.boolean())
    .map(([operator, field, value, turned]) =>
      turned ? compared(operator, constant(value), field) : compared(operator, field, constant(value)),
    ),
  fc.tuple(anyField, anyList).map(([field, items]) => compared('in', field, constant(items))),
  fc.tuple(anyField, anyScalar).map(([field, value]) => compared('in', constant(value), field)),
  fc
    .tuple(fc.constantFrom('=', '!='), anyField, anyList)
    .map(([is, field, value]) => compared(is, field, constant(value))),
  fc.tuple(fc.constantFrom('=', 'in', '<'), anyField, anyField).map(([is, a, b]) => compared(is, a, b)),
  fc.tuple(fc.constantFrom('<', '>='), anyField).map(([operator, field]) => compared(operator, field, constant(12.5))),
  anyField.map((operand): Condition => ({ _tag: 'Alone', operand })),
  fc
    .tuple(fc.constantFrom('contains', 'match'), anyField, fc.oneof(anyText.map(constant), anyField))
    .map(([name, field, part]): Condition => ({ _tag: 'Alone', operand: call(name, field, part) })),
  fc.tuple(anyField, anyText).map(([field, text]) => compared('=', call('lowercase', field), constant(text))),
)

/** What a route may want: conditions of `type`, `event`, `properties`, and of `made`, which decoding makes. */
export const anyWish: fc.Arbitrary<Condition> = fc.letrec<{ wish: Condition }>((tie) => ({
  wish: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anySimple,
    anySimple,
    tie('wish').map((term): Condition => ({ _tag: 'Not', term })),
    fc
      .tuple(fc.constantFrom('And', 'Or'), fc.array(tie('wish'), { minLength: 2, maxLength: 3 }))
      .map(([_tag, terms]): Condition => ({ _tag, terms })),
  ),
})).wish
