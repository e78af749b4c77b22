import type { Token } from './tokens.ts'

/** What is written at a token; nothing beyond the ends. */
export const textAt = (tokens: readonly Token[], i: number): string => tokens[i]?.text ?? ''

/** Whether a token is a word before a parenthesis. */
export const isFunction = (tokens: readonly Token[], i: number): boolean =>
  tokens[i]?.kind === 'word' && textAt(tokens, i + 1) === '('

/** Whether a word stands between conditions or values. */
export const isConnective = (text: string): boolean => /^(?:and|or|not|in)$/i.test(text)
