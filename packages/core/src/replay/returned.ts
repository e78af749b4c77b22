/** What was handed out and came back, by its line: the first line is handed out first again. */
export interface Returned<T> {
  readonly add: (line: number, one: T) => void
  /** The first. */
  readonly take: () => T | undefined
  readonly size: () => number
  /** How long from now until the first may be handed out again, in milliseconds. */
  readonly restMs: () => number
  /** Something else was done: rests are short again. */
  readonly rested: () => void
}

/** The first rest: what an event waits for is still under way. */
const firstRestMs = 50

/** The longest rest: a disk that was mended is noticed within this time. */
const mostRestMs = 2_000

/** @param ticks milliseconds that only go forward */
export const createReturned = <T>(ticks: () => number): Returned<T> => {
  const byLine = new Map<number, T>()
  let ms = firstRestMs
  let until = 0
  return {
    add: (line, one) => {
      if (until < ticks()) {
        until = ticks() + ms
        ms = Math.min(ms * 2, mostRestMs)
      }
      byLine.set(line, one)
    },
    take: () => {
      const line = Math.min(...byLine.keys())
      const one = byLine.get(line)
      byLine.delete(line)
      return one
    },
    size: () => byLine.size,
    restMs: () => Math.max(0, until - ticks()),
    rested: () => {
      ms = firstRestMs
    },
  }
}
