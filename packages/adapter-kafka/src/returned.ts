/** What was handed out of a partition and came back: the first is handed out first again, after a rest. */
export interface Returned<T> {
  readonly add: (one: T, now: number) => void
  /** The first. */
  readonly take: () => T | undefined
  readonly size: () => number
  /** Until when the first rests, in milliseconds since the epoch. */
  readonly until: () => number
  /** Something of the partition ended: rests are short again. */
  readonly calm: () => void
}

/** The first rest: what an event waits for is still under way. */
export const firstRestMs = 50

/** The longest rest: a disk that was mended is noticed within this time. */
const mostRestMs = 2_000

export const createReturned = <T extends { readonly offset: bigint }>(): Returned<T> => {
  const inOrder: T[] = []
  let ms = firstRestMs
  let until = 0
  return {
    add: (one, now) => {
      if (until <= now) {
        until = now + ms
        ms = Math.min(ms * 2, mostRestMs)
      }
      const later = inOrder.findLastIndex(({ offset }) => offset < one.offset) + 1
      inOrder.splice(later, 0, one)
    },
    take: () => inOrder.shift(),
    size: () => inOrder.length,
    until: () => until,
    calm: () => {
      ms = firstRestMs
    },
  }
}
