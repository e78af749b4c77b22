import { quirksOf } from './quirks.ts'
import { tokensOf, type Token } from './tokens.ts'

/** A filter as it is written here, and what its text meant at Segment beside what it says. */
export interface TranslatedFilter {
  readonly when: string
  readonly notes: readonly string[]
}

/**
 * A filter of Segment's as it is written here. Its text stays what it is, but for bare words, which are texts with
 * Segment and fields here. It is read as Segment's documentation describes filters; where Segment's code reads it
 * otherwise, that is noted.
 */
export const translateFilter = (trigger: string): TranslatedFilter => {
  const tokens = tokensOf(trigger)
  const bare = tokens.filter((_token, i) => isBareText(tokens, i))
  return {
    when: bare.reduceRight(
      (text, { at, text: word }) => text.slice(0, at) + JSON.stringify(word) + text.slice(at + word.length),
      trigger,
    ),
    notes: [
      ...quirksOf(tokens).map((quirk) => `with Segment ${quirk}; here the filter means what it says`),
      ...bare.map(({ text }) => `${text} without quotes is a text with Segment: put into quotes`),
    ],
  }
}

/** A word where a value belongs: after an operator, or in a function. */
const isBareText = (tokens: readonly Token[], i: number): boolean => {
  const before = tokens[i - 1]?.text ?? ''
  const isValue = /^(?:[!<>]?=|[<>])$/.test(before) || (before === ',' && tokens[i - 3]?.text === '(')
  return tokens[i]?.kind === 'word' && isValue && !/^(?:\d.*|true|false|null)$/.test(tokens[i]?.text ?? '')
}
