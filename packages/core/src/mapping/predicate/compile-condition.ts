import type { JsonObject } from '../../contracts/event.ts'
import { compileKeys } from '../path.ts'
import type { Comparison, Condition, Operand } from './condition.ts'
import { operators } from './operators.ts'

type Test = (event: JsonObject) => boolean

/** Compiles a condition to one closure. Total and pure. */
export const compileCondition = (condition: Condition): Test => {
  switch (condition._tag) {
    case 'Comparison':
      return comparison(condition)
    case 'And':
      return all(condition.terms.map(compileCondition))
    case 'Or':
      return any(condition.terms.map(compileCondition))
    default:
      return condition satisfies never
  }
}

const operand = (operand: Operand): ((event: JsonObject) => unknown) => {
  if (operand._tag === 'Constant') return () => operand.value
  const find = compileKeys(operand.keys)
  return (event) => find(event) ?? null
}

const comparison = ({ operator, left, right }: Comparison): Test => {
  const holds = operators.find(({ symbol }) => symbol === operator)?.holds
  if (holds === undefined) throw new Error(`no operator is written ${operator}`)
  const [a, b] = [operand(left), operand(right)]
  return (event) => holds(a(event), b(event))
}

const all = (terms: readonly Test[]): Test => {
  const [a, b, c] = terms
  if (a !== undefined && b !== undefined && c === undefined) return (event) => a(event) && b(event)
  return (event) => terms.every((term) => term(event))
}

const any = (terms: readonly Test[]): Test => {
  const [a, b, c] = terms
  if (a !== undefined && b !== undefined && c === undefined) return (event) => a(event) || b(event)
  return (event) => terms.some((term) => term(event))
}
