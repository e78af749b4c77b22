import type { Shape } from '../../contracts/source.ts'
import { nearest, oneOfNames } from '../../settings/nearest.ts'
import { outside } from '../outside.ts'
import type { TextFault } from '../read-keys.ts'
import type { Comparison, Condition, Operand } from './condition.ts'
import { functions, signatureOf, type FilterFunction } from './functions.ts'
import { kindOf, kinds, nounOf, type Kind } from './kind.ts'
import { operators } from './operators.ts'

type Faults = readonly TextFault[]

/**
 * Everything that is wrong with what a condition names and compares: fields that the shape has not, functions that there
 * are not, too few or too many arguments, constants of a type that never fits.
 */
export const faultsIn = (condition: Condition, shape: Shape): Faults => {
  const inCondition = (condition: Condition): Faults => {
    switch (condition._tag) {
      case 'Comparison':
        return inComparison(condition)
      case 'Alone':
        return [...inOperand(condition.operand), ...misfit(condition.operand, ['bool'])]
      case 'Not':
        return inCondition(condition.term)
      case 'And':
      case 'Or':
        return condition.terms.flatMap(inCondition)
      default:
        return condition satisfies never
    }
  }

  const inComparison = (comparison: Comparison): Faults => {
    const { operator, left, right } = comparison
    const [ofLeft, ofRight] = operators.find(({ symbol }) => symbol === operator)?.takes ?? []
    const fits = [...misfit(left, ofLeft), ...misfit(right, ofRight)]
    return [...inOperand(left), ...inOperand(right), ...fits, ...inTypeNames(comparison)]
  }

  const inOperand = (operand: Operand): Faults => {
    if (operand._tag === 'Field') return inField(operand.keys, operand.at)
    return operand._tag === 'Call' ? [...inCall(operand), ...operand.operands.flatMap(inOperand)] : []
  }

  const inField = ([first, ...rest]: readonly string[], at: number): Faults => {
    const names = outside(shape, first)
    if (names === undefined || first === undefined || shape === 'open') return []
    const isText = rest.length === 0 && nearest(first, shape) === undefined
    return [{ at, expected: `a field that starts with ${names}${isText ? ', or quotes around a text' : ''}` }]
  }

  return inCondition(condition)
}

const inCall = ({ name, operands, at }: Operand & { readonly _tag: 'Call' }): Faults => {
  const called = functions.find((one) => one.name === name)
  const names = functions.map(({ name }) => name)
  if (called === undefined) return [{ at, expected: `a function: ${oneOfNames(names, name)}` }]
  if (operands.length !== called.takes.length) return [{ at, expected: `${signatureOf(called)}: ${countOf(called)}` }]
  return called.takes.flatMap(([, kinds], i) => {
    const operand = operands[i]
    return operand === undefined ? [] : [...misfit(operand, kinds), ...inLast(called, operand, i)]
  })
}

const countOf = ({ takes }: FilterFunction): string => (takes.length === 1 ? 'one value' : `${takes.length} values`)

const inLast = ({ takes, demand }: FilterFunction, operand: Operand, i: number): Faults => {
  const isKnown = i === takes.length - 1 && operand._tag === 'Constant' && typeof operand.value === 'string'
  const expected = isKnown ? demand?.(String(operand.value)) : undefined
  return expected === undefined ? [] : [{ at: operand.at, expected }]
}

/** What a value is, as far as that can be told without an event. */
const known = (operand: Operand): Kind | undefined => {
  if (operand._tag === 'Constant') return kindOf(operand.value)
  return operand._tag === 'Call' ? functions.find(({ name }) => name === operand.name)?.gives : undefined
}

const misfit = (operand: Operand, takes: readonly Kind[] = kinds): Faults => {
  const kind = known(operand)
  return kind === undefined || takes.includes(kind) ? [] : [{ at: operand.at, expected: nounOf(takes) }]
}

const isType = (operand: Operand): boolean => operand._tag === 'Call' && operand.name === 'typeof'

/** `typeof` gives a few names and no others: whatever else it is compared with is a misspelling. */
const inTypeNames = ({ left, right }: Comparison): Faults => {
  const other = isType(left) ? right : isType(right) ? left : undefined
  if (other?._tag !== 'Constant') return []
  const names: readonly unknown[] = Array.isArray(other.value) ? other.value : [other.value]
  const stranger = names.find((name) => !kinds.some((kind) => kind === name))
  if (stranger === undefined) return []
  return [{ at: other.at, expected: `the name of a type: ${oneOfNames(kinds, stranger)}` }]
}
