import { levelQuirksOf } from './levels.ts'
import type { Token } from './tokens.ts'
import { isConnective, isFunction, textAt } from './words.ts'

/** Says what Segment makes of a token, where that is not what is written; undefined where it is. */
type Quirk = (tokens: readonly Token[], i: number) => string | undefined

const fields = new Set(['type', 'event', 'name', 'userId', 'properties', 'traits', 'context'])
const functions = new Set(['contains', 'match'])
const comparisons = new Set(['=', '!=', '<', '<=', '>', '>='])

const isNumber = (text: string): boolean => /^-?\d/.test(text)

/** A word that names a field: before an operator, or the first argument of a function. */
const isField = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.kind === 'word' &&
  !isConnective(textAt(tokens, i)) &&
  (comparisons.has(textAt(tokens, i + 1)) || (isFunction(tokens, i - 2) && textAt(tokens, i + 1) === ','))

const strangeField: Quirk = (tokens, i) => {
  const [first = ''] = textAt(tokens, i).split(/[.[]/)
  const isKnown = fields.has(first) && !(first === 'type' && textAt(tokens, i + 1) === ',')
  return isField(tokens, i) && !isKnown ? `what is asked of ${first} is passed over` : undefined
}

const strangeName: Quirk = (tokens, i) => {
  const text = textAt(tokens, i)
  const isStrange = isFunction(tokens, i) ? !functions.has(text) && !isConnective(text) : /^in$/i.test(text)
  return isStrange ? `${text} is not known` : undefined
}

const singleQuotes: Quirk = (tokens, i) =>
  textAt(tokens, i).startsWith("'") ? 'single quotes are part of the text' : undefined

const escapes: Quirk = (tokens, i) => {
  const text = textAt(tokens, i)
  const hasEscape = tokens[i]?.kind === 'word' ? /[\\[]/.test(text) : tokens[i]?.kind === 'text' && text.includes('\\')
  return hasEscape && textAt(tokens, i - 4) !== 'match' ? `${text} is another text` : undefined
}

const negation: Quirk = (tokens, i) => {
  const text = textAt(tokens, i)
  const next = textAt(tokens, i + 1)
  if (/^not$/i.test(text) || (text === '!' && !functions.has(next))) return `${text} is passed over`
  return text === '!' ? `!${next} does not hold for what is no text` : undefined
}

const patterns: Quirk = (tokens, i) =>
  textAt(tokens, i - 4) === 'match' && !/^"(?:\*[^*?[\\]*|[^*?[\\]*\*)"$/.test(textAt(tokens, i))
    ? `${textAt(tokens, i)} is the start or the end of a text`
    : undefined

const values: Quirk = (tokens, i) => {
  const [field, operator, value] = [textAt(tokens, i), textAt(tokens, i + 1), textAt(tokens, i + 2)]
  if (!isField(tokens, i) || !['=', '!='].includes(operator)) return undefined
  const isMember = field.includes('.')
  const isName = field === 'name' || field === 'userId'
  const asText = `${field} ${operator} ${value} compares with a text`
  if (value === 'null') return isMember || isName ? undefined : asText
  if (/^(?:true|false)$/.test(value)) return operator === '=' && (isMember || field === 'userId') ? undefined : asText
  if (!isNumber(value)) return undefined
  if (!isMember) return asText
  return operator === '!=' ? `${field} != ${value} holds for numbers alone` : undefined
}

/** A word beside `in`, or the only argument of a function. */
const isOperand = (tokens: readonly Token[], i: number): boolean =>
  isFunction(tokens, i - 2) || [textAt(tokens, i - 1), textAt(tokens, i + 1)].some((text) => /^in$/i.test(text))

const alone: Quirk = (tokens, i) => {
  const text = textAt(tokens, i)
  const isPart =
    [isField, isFunction, isOperand].some((isOther) => isOther(tokens, i)) ||
    isConnective(text) ||
    /^[!<>=,]/.test(textAt(tokens, i - 1))
  return tokens[i]?.kind === 'word' && !isPart ? `${text} alone is not understood` : undefined
}

const endAt = (tokens: readonly Token[], i: number): number => (tokens[i]?.at ?? 0) + textAt(tokens, i).length

const spaces: Quirk = (tokens, i) => {
  const text = textAt(tokens, i)
  const [before, after] = [(tokens[i]?.at ?? 0) - endAt(tokens, i - 1), (tokens[i + 1]?.at ?? 0) - endAt(tokens, i)]
  if (text === '!' && after > 0) return '! is not understood before a space'
  const needsSpaces = /^(?:and|or)$/i.test(text) || (text !== '=' && comparisons.has(text))
  return needsSpaces && (before === 0 || after === 0) ? `${text} is not understood without spaces around it` : undefined
}

const quirks = [singleQuotes, strangeField, strangeName, escapes, negation, patterns, values, alone, spaces]

/**
 * What Segment's own filters make of a filter's text, where that is not what it says
 * (https://github.com/segmentio/action-destinations `packages/destination-subscriptions/src/parse-fql.ts`).
 */
export const quirksOf = (tokens: readonly Token[]): readonly string[] => [
  ...new Set([
    ...tokens.flatMap((_token, i) => quirks.flatMap((quirk) => quirk(tokens, i) ?? [])),
    ...levelQuirksOf(tokens),
  ]),
]
