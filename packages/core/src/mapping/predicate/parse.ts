import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Condition } from './condition.ts'
import { createCursor, nameOf, type Cursor, type Read } from './cursor.ts'
import { operators } from './operators.ts'
import { mostLevels, parseOperand } from './parse-operand.ts'
import { tokensOf } from './tokens.ts'

const symbols = `one of ${operators.map(({ symbol }) => symbol).join(', ')}`

/**
 * Parses a filter: comparisons, and values alone, joined by `or`, `and` and `not`, of which each binds tighter than the
 * one before it. Keywords are read in any letter case. Tells the first mistake. Names are not looked up.
 *
 * @see https://segment.com/docs/api/public-api/fql/
 */
export const parseCondition = (text: string): Read<Condition> => {
  const tokens = tokensOf(text)
  return isLeft(tokens) ? tokens : parse(createCursor(tokens.right, { _tag: 'End', at: text.length, text: '' }))
}

type Parse = (level: number) => Read<Condition>

const parse = (cursor: Cursor): Read<Condition> => {
  /** What might have followed beside a connective where something is left over. */
  let besides = ''

  const comparison: Parse = (level) => {
    const left = parseOperand(cursor, 'a field, a value, a function or an opening parenthesis', level)
    if (isLeft(left)) return left
    const operator = operators.find(({ symbol }) => cursor.take(symbol))?.symbol
    if (operator === undefined) {
      if (left.right._tag === 'Constant') return cursor.fault(symbols)
      besides = `${symbols}, `
      return right({ _tag: 'Alone', operand: left.right })
    }
    const second = parseOperand(cursor, 'a value', level)
    if (isLeft(second)) return second
    besides = ''
    const isPhrase = second.right._tag === 'Field' && cursor.peek()._tag === 'Field' && !isConnective(cursor)
    if (isPhrase) return cursor.fault('quotes around a text', second.right.at)
    return right({ _tag: 'Comparison', operator, left: left.right, right: second.right })
  }

  const group: Parse = (level) => {
    cursor.skip(1)
    const inner = either(level + 1)
    if (isLeft(inner)) return inner
    if (!cursor.take(')')) return cursor.fault(`${besides}and, or, or a closing parenthesis`)
    besides = ''
    return inner
  }

  const negation: Parse = (level) => {
    const isTight = cursor.isNext('!')
    cursor.skip(1)
    const { at } = cursor.peek()
    const isGroup = cursor.isNext('(')
    const term = unit(level + 1)
    if (isLeft(term)) return term
    return isTight && !isGroup && term.right._tag === 'Comparison'
      ? cursor.fault('parentheses around what ! negates, or not in its place', at)
      : right({ _tag: 'Not', term: term.right })
  }

  const unit: Parse = (level) => {
    const isNegation = cursor.isNext('!') || cursor.isNext('not')
    if (!isNegation && !cursor.isNext('(')) return comparison(level)
    if (level === mostLevels) return cursor.fault(`at most ${mostLevels} levels`)
    return isNegation ? negation(level) : group(level)
  }

  const chain =
    (word: 'and' | 'or', part: Parse): Parse =>
    (level) => {
      const first = part(level)
      if (isLeft(first) || !cursor.isNext(word)) return first
      const terms = [first.right]
      while (cursor.take(word)) {
        const another = part(level)
        if (isLeft(another)) return another
        terms.push(another.right)
      }
      return right({ _tag: word === 'and' ? 'And' : 'Or', terms })
    }

  const both = chain('and', unit)
  const either = chain('or', both)
  const whole = either(0)
  return isLeft(whole) || cursor.peek()._tag === 'End' ? whole : cursor.fault(`${besides}and, or, or the end`)
}

const isConnective = (cursor: Cursor): boolean => ['and', 'or'].includes(nameOf(cursor.peek()) ?? '')
