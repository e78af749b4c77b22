/** A piece of a filter's text. */
export interface Token {
  readonly kind: 'text' | 'word' | 'symbol'
  readonly text: string
  /** Where it starts. */
  readonly at: number
}

const piece = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[\w$\\[\].*-]+|[!<>]?=|\S/gsu

const kindOf = (text: string): Token['kind'] => {
  if (/^["']/.test(text)) return 'text'
  return /^[\w$\\]/.test(text) ? 'word' : 'symbol'
}

/** Splits a filter into pieces, as far as it takes to see what Segment makes of them. Never fails. */
export const tokensOf = (filter: string): readonly Token[] =>
  [...filter.matchAll(piece)].map(({ 0: text, index }) => ({ kind: kindOf(text), text, at: index }))
