import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { readKeys, type TextFault } from '../read-keys.ts'
import { operators } from './operators.ts'

/** A piece of a filter's text. `text` is how it is written; `at` is where, counted from 0. */
export type Token = { readonly at: number; readonly text: string } & (
  | { readonly _tag: 'Text'; readonly value: string }
  | { readonly _tag: 'Number'; readonly value: number }
  /** A field's keys; `word` in lower case where it is one plain word, which may be a keyword or a function. */
  | { readonly _tag: 'Field'; readonly keys: readonly string[]; readonly word: string | undefined }
  /** An operator, a bracket, a comma, or a character that is nothing else, which the grammar refuses. */
  | { readonly _tag: 'Symbol' }
  | { readonly _tag: 'End' }
)

const quoted = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/suy
const numeric = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.\\-])/uy
const fieldStart = /[\w\\]/
const space = /\s*/uy
/** The one word that a list may follow without a space. */
const inList = /in(?=\[)/iuy

/** Longest first: `!=` before `!`. */
const symbols = operators
  .map(({ symbol }) => symbol)
  .filter((symbol) => !/^\w/.test(symbol))
  .toSorted((a, b) => b.length - a.length)

/** What other languages write, and what is written here; the `$.` of mappings, too. */
const foreign = [
  ['==', '='],
  ['=>', '>='],
  ['=<', '<='],
  ['<>', '!='],
  ['&&', 'and'],
  ['||', 'or'],
  ['$', 'a field without $.'],
] as const

/** Splits a filter's text; the last token is its end. */
export const tokensOf = (text: string): Either<TextFault, readonly Token[]> => {
  const tokens: Token[] = []
  let at = matchAt(space, text, 0).length
  while (at < text.length) {
    const token = tokenAt(text, at)
    if (isLeft(token)) return token
    tokens.push(token.right)
    at += token.right.text.length
    at += matchAt(space, text, at).length
  }
  return right([...tokens, { _tag: 'End', at: text.length, text: '' }])
}

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

const tokenAt = (text: string, at: number): Either<TextFault, Token> => {
  const stranger = foreign.find(([written]) => text.startsWith(written, at))
  if (stranger !== undefined) return left({ at, expected: stranger[1] })
  const symbol = symbols.find((candidate) => text.startsWith(candidate, at))
  if (symbol !== undefined) return right({ _tag: 'Symbol', at, text: symbol })
  if (text[at] === '"' || text[at] === "'") {
    const written = matchAt(quoted, text, at)
    if (written === '') return left({ at: text.length, expected: `a closing ${text[at]}` })
    return right({ _tag: 'Text', at, text: written, value: unquote(written) })
  }
  if (/[-\d]/.test(text[at] ?? '')) return numberAt(text, at)
  if (!fieldStart.test(text[at] ?? '')) return right({ _tag: 'Symbol', at, text: text[at] ?? '' })
  return wordAt(text, at)
}

/** A key that starts with a digit or a dash takes a backslash before it, so that no mistyped number is a field. */
const numberAt = (text: string, at: number): Either<TextFault, Token> => {
  const written = matchAt(numeric, text, at)
  if (written === '') return left({ at, expected: 'a number' })
  const value = Number(written)
  return Number.isFinite(value)
    ? right({ _tag: 'Number', at, text: written, value })
    : left({ at, expected: 'a smaller number' })
}

const wordAt = (text: string, at: number): Either<TextFault, Token> => {
  const operator = matchAt(inList, text, at)
  if (operator !== '') return right({ _tag: 'Field', at, text: operator, word: 'in', keys: [operator] })
  const read = readKeys(text, at, 'filter')
  if (isLeft(read)) return read
  const { keys, end } = read.right
  const written = text.slice(at, end)
  const word = /^\w+$/.test(written) ? written.toLowerCase() : undefined
  return right({ _tag: 'Field', at, text: written, word, keys })
}

/** A backslash before a quote or a backslash stands for it; before anything else it stays, as patterns need it. */
const unquote = (written: string): string => written.slice(1, -1).replaceAll(/\\(["'\\])/g, '$1')
