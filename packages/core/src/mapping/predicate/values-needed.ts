import type { Comparison, Condition } from './condition.ts'

/** Values of which a field must have one. Missing is null. */
export type Values = ReadonlySet<unknown>

/** The values of which a field must have one for a condition to hold; undefined where any value may do. */
export const valuesNeeded = (condition: Condition, field: string): Values | undefined => {
  switch (condition._tag) {
    case 'Comparison':
      return valuesOf(condition, field)
    case 'And':
      return condition.terms.map((term) => valuesNeeded(term, field)).reduce(both)
    case 'Or':
      return condition.terms.map((term) => valuesNeeded(term, field)).reduce(either)
    case 'Alone':
    case 'Not':
      return undefined
    default:
      return condition satisfies never
  }
}

const both = (a: Values | undefined, b: Values | undefined): Values | undefined =>
  a === undefined || b === undefined ? (a ?? b) : new Set([...a].filter((value) => b.has(value)))

const either = (a: Values | undefined, b: Values | undefined): Values | undefined =>
  a === undefined || b === undefined ? undefined : new Set([...a, ...b])

const valuesOf = ({ operator, left, right }: Comparison, field: string): Values | undefined => {
  const [known, other] = left._tag === 'Constant' && operator === '=' ? [left, right] : [right, left]
  const isField = other._tag === 'Field' && other.keys.length === 1 && other.keys[0] === field
  if (!isField || known._tag !== 'Constant') return undefined
  const isList = typeof known.value === 'object' && known.value !== null
  if (operator === 'in' && isList) return new Set(known.value)
  return operator === '=' && !isList ? new Set([known.value]) : undefined
}
