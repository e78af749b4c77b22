/** Records that were read and not handed out, in their order. */
export interface Backlog<T> {
  readonly add: (one: T) => void
  readonly first: () => T | undefined
  /** Takes the first away. */
  readonly shift: () => void
  /** Takes all away. */
  readonly clear: () => readonly T[]
}

/** So many that were handed out are kept from being freed, at most: taking each from the front would move all the others. */
const mostSpent = 256

export const createBacklog = <T>(): Backlog<T> => {
  let all: T[] = []
  let from = 0
  return {
    add: (one) => void all.push(one),
    first: () => all[from],
    shift: () => {
      from += 1
      if (from < all.length && from < mostSpent) return
      all = all.slice(from)
      from = 0
    },
    clear: () => {
      const left = all.slice(from)
      all = []
      from = 0
      return left
    },
  }
}
