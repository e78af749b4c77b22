import type { JsonObject } from '../../src/contracts/event.ts'
import type { Condition, Operand } from '../../src/mapping/predicate/condition.ts'
import { globAsRegExp } from './glob-as-reg-exp.ts'

/** What a condition says of an event, read as plainly as can be and as slowly. */
export const naiveCondition = (condition: Condition, event: JsonObject): boolean => {
  switch (condition._tag) {
    case 'And':
      return condition.terms.every((term) => naiveCondition(term, event))
    case 'Or':
      return condition.terms.some((term) => naiveCondition(term, event))
    case 'Not':
      return !naiveCondition(condition.term, event)
    case 'Alone':
      return valueOf(condition.operand, event) === true
    case 'Comparison':
      return compare(condition.operator, valueOf(condition.left, event), valueOf(condition.right, event))
    default:
      return condition satisfies never
  }
}

const compare = (operator: string, a: unknown, b: unknown): boolean => {
  if (operator === '=') return areEqual(a, b)
  if (operator === '!=') return !areEqual(a, b)
  if (operator === 'in') return Array.isArray(b) && b.some((item) => !Array.isArray(item) && areEqual(a, item))
  if (typeof a !== 'number' || typeof b !== 'number') return false
  return (operator.startsWith('<') ? a < b : a > b) || (operator.endsWith('=') && a === b)
}

const areEqual = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => !(item instanceof Object) && item === b[i])
  }
  return !(a instanceof Object) && a === b
}

const valueOf = (operand: Operand, event: JsonObject): unknown => {
  if (operand._tag === 'Constant') return operand.value
  if (operand._tag === 'Call') {
    const [a, b] = operand.operands.map((one) => valueOf(one, event))
    return call(operand.name, a, b)
  }
  let value: unknown = event
  for (const key of operand.keys) {
    const members = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : [])
    value = members.get(key)
  }
  return value ?? null
}

const call = (name: string, a: unknown, b: unknown): unknown => {
  if (name === 'typeof') {
    if (Array.isArray(a)) return 'list'
    return a === null ? 'null' : typeof a === 'boolean' ? 'bool' : typeof a
  }
  if (name === 'length' && a === null) return 0
  if (name === 'length' && Array.isArray(a)) return a.length
  if (name === 'number' && typeof a === 'number') return a
  if (name === 'string' && (typeof a === 'number' || typeof a === 'boolean')) return JSON.stringify(a)
  if (name === 'bool' && typeof a !== 'string')
    return a === true || a === 1 ? true : a === false || a === 0 ? false : null
  if (typeof a !== 'string') return name === 'contains' || name === 'match' ? false : null
  if (name === 'contains') return typeof b === 'string' && a.includes(b)
  if (name === 'match') return typeof b === 'string' && b.length <= 256 && (globAsRegExp(b)?.test(a) ?? false)
  if (name === 'length') return new TextEncoder().encode(a).length
  if (name === 'number') return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(a) && Number.isFinite(Number(a)) ? Number(a) : null
  if (name === 'bool') return a === 'true' ? true : a === 'false' ? false : null
  if (name === 'lowercase') return a.toLowerCase()
  if (name === 'uppercase') return a.toUpperCase()
  return name === 'string' ? a : a.split(' ').join(name === 'snakecase' ? '_' : '-')
}
