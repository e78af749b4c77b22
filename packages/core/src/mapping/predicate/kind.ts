/**
 * The types of values, as `typeof` of a filter names them; `object` is ours, the page names none for it.
 *
 * @see https://segment.com/docs/api/public-api/fql/#functions
 */
export const kinds = ['string', 'number', 'bool', 'list', 'null', 'object'] as const

export type Kind = (typeof kinds)[number]

/** What a value is. Missing is null. */
export const kindOf = (value: unknown): Kind => {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'bool'
  if (value === null || value === undefined) return 'null'
  return Array.isArray(value) ? 'list' : 'object'
}

const nouns: Readonly<Record<Kind, string>> = {
  string: 'a text',
  number: 'a number',
  bool: 'true or false',
  list: 'a list',
  null: 'null',
  object: 'an object',
}

/** Kinds as a complaint names them: `a text or null`. */
export const nounOf = (some: readonly Kind[]): string =>
  some
    .map((kind) => nouns[kind])
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1')
