import type { Condition, Operand, Scalar } from '../../src/mapping/predicate/condition.ts'

const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`

const firstKey = (key: string): string =>
  /^[A-Za-z_]\w*$/.test(key) && !/^(and|or|not|in|true|false|null)$/i.test(key) ? key : key.replaceAll(/./gsu, '\\$&')

const printScalar = (value: Scalar): string => (typeof value === 'string' ? quote(value) : String(value))

const printOperand = (operand: Operand): string => {
  if (operand._tag === 'Call') return `${operand.name}(${operand.operands.map(printOperand).join(', ')})`
  if (operand._tag === 'Constant') {
    const { value } = operand
    return typeof value === 'object' && value !== null ? `[${value.map(printScalar).join(', ')}]` : printScalar(value)
  }
  const [first = '', ...rest] = operand.keys
  return firstKey(first) + rest.map((key) => (/^[\w-]+$/.test(key) ? `.${key}` : `[${quote(key)}]`)).join('')
}

const isJoined = ({ _tag }: Condition): boolean => _tag === 'And' || _tag === 'Or'

/** A condition as a filter's text, with no more parentheses than it takes. */
export const printCondition = (condition: Condition): string => {
  switch (condition._tag) {
    case 'Comparison':
      return `${printOperand(condition.left)} ${condition.operator} ${printOperand(condition.right)}`
    case 'Alone':
      return printOperand(condition.operand)
    case 'Not':
      return `not ${isJoined(condition.term) ? `(${printCondition(condition.term)})` : printCondition(condition.term)}`
    case 'And':
      return condition.terms
        .map((term) => (isJoined(term) ? `(${printCondition(term)})` : printCondition(term)))
        .join(' and ')
    case 'Or':
      return condition.terms
        .map((term) => (term._tag === 'Or' ? `(${printCondition(term)})` : printCondition(term)))
        .join(' or ')
    default:
      return condition satisfies never
  }
}
