/** What is left of an object when its parts have gone elsewhere, with its `metadata` over it: flat, and without lists. */
export const restOf = (place: string, taken: readonly string[]) => ({
  '@metadata': {
    of: { '@merge': { objects: [{ '@omit': { of: place, keys: [...taken, 'metadata'] } }, `${place}.metadata`] } },
    lists: 'omit',
  },
})
