import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Operand, Scalar } from './condition.ts'
import { nameOf, type Cursor, type Read } from './cursor.ts'

/** How deep parentheses, functions and negations may nest: far from what the stack holds. */
export const mostLevels = 32

const constants: ReadonlyMap<string | undefined, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Words that are no values. */
const reserved: ReadonlySet<string | undefined> = new Set(['and', 'or', 'not', 'in'])

/** Parses what has a value: a field, a constant, a list of constants, a function's call. Names are not looked up. */
export const parseOperand = (cursor: Cursor, expected: string, level: number): Read<Operand> => {
  const token = cursor.peek()
  const { at } = token
  if (reserved.has(nameOf(token))) return cursor.fault(expected)
  if (cursor.take('[')) {
    const items = parseListed(cursor, ']', 'bracket', () => parseScalar(cursor))
    return isLeft(items) ? items : right({ _tag: 'Constant', value: items.right, at })
  }
  if (token._tag === 'Field' && token.word !== undefined && cursor.isNext('(', 1)) {
    if (level === mostLevels) return cursor.fault(`at most ${mostLevels} levels`)
    cursor.skip(2)
    const operands = parseListed(cursor, ')', 'parenthesis', () => parseOperand(cursor, 'a value', level + 1))
    return isLeft(operands) ? operands : right({ _tag: 'Call', name: token.text, operands: operands.right, at })
  }
  const constant = parseScalar(cursor)
  if (!isLeft(constant)) return right({ _tag: 'Constant', value: constant.right, at })
  if (token._tag !== 'Field') return cursor.fault(expected)
  cursor.skip(1)
  return right({ _tag: 'Field', keys: token.keys, at })
}

/** What stands between brackets, with commas; the first bracket was taken. */
const parseListed = <A>(cursor: Cursor, bracket: string, name: string, item: () => Read<A>): Read<readonly A[]> => {
  const items: A[] = []
  if (cursor.take(bracket)) return right(items)
  do {
    const read = item()
    if (isLeft(read)) return read
    items.push(read.right)
  } while (cursor.take(','))
  return cursor.take(bracket) ? right(items) : cursor.fault(`a comma or a closing ${name}`)
}

const parseScalar = (cursor: Cursor): Read<Scalar> => {
  const token = cursor.peek()
  const value = token._tag === 'Text' || token._tag === 'Number' ? token.value : constants.get(nameOf(token))
  if (value === undefined) return cursor.fault('a text in quotes, a number, true, false or null')
  cursor.skip(1)
  return right(value)
}
