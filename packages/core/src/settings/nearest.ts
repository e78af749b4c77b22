import { distance } from 'fastest-levenshtein'

/** The known name that was probably meant, letter case aside; undefined where none is near. */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const near = known
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits < name.length && edits <= Math.max(2, Math.floor(candidate.length / 3)))
  return near.toSorted((a, b) => a.edits - b.edits)[0]?.candidate
}
