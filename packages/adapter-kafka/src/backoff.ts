/** How long to leave alone what just failed: longer each time, until it works. */
export interface Backoff {
  /** It failed; gives how long to wait, in milliseconds. */
  readonly failed: () => number
  readonly worked: () => void
}

const firstMs = 100

/** A cluster that is back is noticed within this time. */
const mostMs = 5_000

export const createBackoff = (): Backoff => {
  let ms = firstMs
  return {
    failed: () => {
      const wait = ms
      ms = Math.min(ms * 2, mostMs)
      return wait
    },
    worked: () => {
      ms = firstMs
    },
  }
}
