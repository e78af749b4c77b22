import type { Condition, Operand } from '../../src/mapping/predicate/condition.ts'

const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`

const firstKey = (key: string): string =>
  /^[A-Za-z_]\w*$/.test(key) && !/^(and|or|true|false|null)$/i.test(key) ? key : key.replaceAll(/./gsu, '\\$&')

const printOperand = (operand: Operand): string => {
  if (operand._tag === 'Constant')
    return typeof operand.value === 'string' ? quote(operand.value) : String(operand.value)
  const [first = '', ...rest] = operand.keys
  return firstKey(first) + rest.map((key) => (/^[\w-]+$/.test(key) ? `.${key}` : `[${quote(key)}]`)).join('')
}

/** A condition as a filter's text, with no more parentheses than it takes. */
export const printCondition = (condition: Condition): string => {
  switch (condition._tag) {
    case 'Comparison':
      return `${printOperand(condition.left)} ${condition.operator} ${printOperand(condition.right)}`
    case 'And':
      return condition.terms
        .map((term) => (term._tag === 'Comparison' ? printCondition(term) : `(${printCondition(term)})`))
        .join(' and ')
    case 'Or':
      return condition.terms
        .map((term) => (term._tag === 'Or' ? `(${printCondition(term)})` : printCondition(term)))
        .join(' or ')
    default:
      return condition satisfies never
  }
}
