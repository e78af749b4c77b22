import { distance } from 'fastest-levenshtein'

/** The known name that was probably meant, letter case aside; undefined where none is near. */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const near = known
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits < name.length && edits <= Math.max(2, Math.floor(candidate.length / 3)))
  return near.toSorted((a, b) => a.edits - b.edits)[0]?.candidate
}

/** What may stand in a place, with the one that was probably meant: `one of a, b (did you mean b?)`. */
export const oneOfNames = (known: readonly string[], name: unknown): string => {
  if (known.length === 0) return 'none is known'
  const near = typeof name === 'string' ? nearest(name, known) : undefined
  return `${known.length === 1 ? '' : 'one of '}${known.join(', ')}${near === undefined ? '' : ` (did you mean ${near}?)`}`
}
