import type { JsonObject } from '../../src/contracts/event.ts'
import type { Condition, Operand } from '../../src/mapping/predicate/condition.ts'

const withValue = (event: unknown, [first, ...rest]: readonly string[], value: unknown): unknown => {
  if (first === undefined) return value
  if (first === '0' && (typeof event !== 'object' || event === null)) return [withValue(undefined, rest, value)]
  const members = new Map<string, unknown>(typeof event === 'object' && event !== null ? Object.entries(event) : [])
  return Object.fromEntries([...members, [first, withValue(members.get(first), rest, value)]])
}

/** Something that a pattern may match. */
const exampleOf = (pattern: string): string =>
  pattern.replaceAll(/\[\\?(.)[^\]]*\]|\\(.)|\*|\?/gsu, (_, a?: string, b?: string) => a ?? b ?? 'a')

/** A text that contains another, if half a character at its end: it becomes a whole one. */
const around = (text: string): string => `a${text}${text.endsWith('\ud83d') ? '\ude00' : 'b'}`

const plantValue = (event: JsonObject, operand: Operand | undefined, value: unknown): JsonObject =>
  // An object with a member more is an object.
  operand?._tag === 'Field' ? (withValue(event, operand.keys, value) as JsonObject) : event

/** An event for which a condition holds more often than by chance: it is given the values that the condition names. */
export const planted = (event: JsonObject, condition: Condition): JsonObject => {
  switch (condition._tag) {
    case 'And':
    case 'Or':
      return condition.terms.reduce(planted, event)
    case 'Not':
      return planted(event, condition.term)
    case 'Alone': {
      const { operand } = condition
      if (operand._tag !== 'Call') return plantValue(event, operand, true)
      const [subject, part] = operand.operands
      const text = part?._tag === 'Constant' ? String(part.value) : ''
      return plantValue(event, subject, operand.name === 'contains' ? around(text) : exampleOf(text))
    }
    case 'Comparison': {
      const { operator, left, right } = condition
      const [field, other] = left._tag === 'Field' ? [left, right] : [right, left]
      if (other._tag !== 'Constant') return event
      if (operator !== 'in') return plantValue(event, field, other.value)
      const items: readonly unknown[] = Array.isArray(other.value) ? other.value : [other.value]
      return plantValue(event, field, field === right ? items : items[0])
    }
    default:
      return condition satisfies never
  }
}
