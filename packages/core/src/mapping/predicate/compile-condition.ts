import type { Comparison, Condition, Operand } from './condition.ts'
import { functions } from './functions.ts'
import { operators } from './operators.ts'

/** Makes the function that finds a field's value in whatever a condition is asked of; what is not there is undefined. */
export type FieldOf<Input> = (keys: readonly string[]) => (input: Input) => unknown

/** Compiles a condition to one closure. Total and pure. Throws for operators and functions that there are not. */
export const compileCondition = <Input>(condition: Condition, fieldOf: FieldOf<Input>): ((input: Input) => boolean) => {
  type Test = (input: Input) => boolean
  type Find = (input: Input) => unknown

  const compile = (condition: Condition): Test => {
    switch (condition._tag) {
      case 'Comparison':
        return comparison(condition)
      case 'Alone':
        return isTrue(find(condition.operand))
      case 'Not':
        return no(compile(condition.term))
      case 'And':
        return condition.terms.map(compile).reduceRight((rest, term) => (input) => term(input) && rest(input))
      case 'Or':
        return condition.terms.map(compile).reduceRight((rest, term) => (input) => term(input) || rest(input))
      default:
        return condition satisfies never
    }
  }

  const comparison = ({ operator, left, right }: Comparison): Test => {
    const { holds, holdsFor } = named(operators, ({ symbol }) => symbol, operator)
    const a = find(left)
    const quick = right._tag === 'Constant' ? holdsFor?.(right.value) : undefined
    if (quick !== undefined) return (input) => quick(a(input))
    const b = find(right)
    return (input) => holds(a(input), b(input))
  }

  const find = (operand: Operand): Find => {
    if (operand._tag === 'Constant') return () => operand.value
    if (operand._tag === 'Call') return call(operand)
    const field = fieldOf(operand.keys)
    return (input) => field(input) ?? null
  }

  const call = ({ name, operands }: Operand & { readonly _tag: 'Call' }): Find => {
    const { evaluate, evaluateFor } = named(functions, ({ name }) => name, name)
    const [a = () => null, b = () => null] = operands.map(find)
    const last = operands[1]
    const isText = last?._tag === 'Constant' && typeof last.value === 'string'
    const quick = isText ? evaluateFor?.(String(last.value)) : undefined
    return quick === undefined ? (input) => evaluate(a(input), b(input)) : (input) => quick(a(input))
  }

  return compile(condition)
}

const isTrue =
  <Input>(find: (input: Input) => unknown) =>
  (input: Input): boolean =>
    find(input) === true

const no =
  <Input>(test: (input: Input) => boolean) =>
  (input: Input): boolean =>
    !test(input)

const named = <Row>(rows: readonly Row[], nameOf: (row: Row) => string, name: string): Row => {
  const row = rows.find((row) => nameOf(row) === name)
  if (row === undefined) throw new Error(`filters have no ${name}`)
  return row
}
