import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { TextFault } from '../read-keys.ts'
import type { Condition, Operand } from './condition.ts'
import { operators } from './operators.ts'
import { tokensOf, type Token } from './tokens.ts'

/** How deep parentheses may nest: far from what the stack holds. */
const mostLevels = 32

type Read<A> = Either<TextFault, A>

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

/**
 * Parses a filter: comparisons joined by `and` and `or`, where `and` binds tighter, and parentheses. Keywords are read in
 * any letter case. Tells the first mistake.
 *
 * @see https://segment.com/docs/api/public-api/fql/
 */
export const parseCondition = (text: string): Read<Condition> => {
  const tokens = tokensOf(text)
  return isLeft(tokens) ? tokens : parse(tokens.right, { _tag: 'End', at: text.length, text: '' })
}

const parse = (tokens: readonly Token[], end: Token): Read<Condition> => {
  let next = 0
  const peek = (ahead = 0): Token => tokens[next + ahead] ?? end
  const fault = (expected: string): Read<never> => left({ at: peek().at, expected })
  const isNext = (written: string, ahead = 0): boolean => nameOf(peek(ahead)) === written
  const take = (written: string): boolean => {
    const taken = isNext(written)
    if (taken) next += 1
    return taken
  }

  const operand = (expected: string): Read<Operand> => {
    const token = peek()
    if (token._tag === 'Symbol' || token._tag === 'End' || isNext('and') || isNext('or')) return fault(expected)
    if (token._tag === 'Field' && isNext('(', 1)) return fault(`${expected} (there are no functions)`)
    next += 1
    if (token._tag !== 'Field') return right({ _tag: 'Constant', value: token.value, at: token.at })
    const value = token.word === undefined ? undefined : constants.get(token.word)
    return right(
      value === undefined
        ? { _tag: 'Field', keys: token.keys, at: token.at }
        : { _tag: 'Constant', value, at: token.at },
    )
  }

  const comparison = (): Read<Condition> => {
    const first = operand('a field, a value or an opening parenthesis')
    if (isLeft(first)) return first
    const operator = operators.find(({ symbol }) => isNext(symbol))?.symbol
    if (operator === undefined) return fault(`one of ${operators.map(({ symbol }) => symbol).join(', ')}`)
    next += 1
    const second = operand('a value')
    if (isLeft(second)) return second
    return right({ _tag: 'Comparison', operator, left: first.right, right: second.right })
  }

  const term = (level: number): Read<Condition> => {
    if (!isNext('(')) return comparison()
    if (level === mostLevels) return fault(`at most ${mostLevels} levels of parentheses`)
    next += 1
    const inner = either(level + 1)
    if (isLeft(inner)) return inner
    return take(')') ? inner : fault('and, or, or a closing parenthesis')
  }

  const chain =
    (word: 'and' | 'or', part: (level: number) => Read<Condition>) =>
    (level: number): Read<Condition> => {
      const first = part(level)
      if (isLeft(first) || !isNext(word)) return first
      const terms = [first.right]
      while (take(word)) {
        const another = part(level)
        if (isLeft(another)) return another
        terms.push(another.right)
      }
      return right({ _tag: word === 'and' ? 'And' : 'Or', terms })
    }

  const both = chain('and', term)
  const either = chain('or', both)
  const whole = either(0)
  return isLeft(whole) || peek()._tag === 'End' ? whole : fault('and, or, or the end')
}

/** What a token is to the grammar: a symbol or a word; nothing where it is a value or a longer path. */
const nameOf = (token: Token): string | undefined => {
  if (token._tag === 'Symbol') return token.text
  return token._tag === 'Field' ? token.word : undefined
}
