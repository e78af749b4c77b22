/** Keeps to a rate: whoever begins something asks how long to wait, and tells afterwards what it took. */
export interface Pace {
  /** How long from now until something may begin, in milliseconds; 0: now. */
  readonly waitMs: () => number
  /** So many were begun: more than there was room for is a debt, which later ones wait for. */
  readonly spend: (some: number) => void
  /** So many of those were not done after all. */
  readonly refund: (some: number) => void
}

/** So much may come at once after a silence: a tenth of a second's worth, and one at least. */
const burstOf = (perSecond: number): number => Math.max(1, perSecond / 10)

/**
 * A rate of its own, beside whatever else limits the calls.
 *
 * @param perSecond undefined: no limit
 * @param now milliseconds that only go forward
 */
export const createPace = (perSecond: number | undefined, now: () => number): Pace => {
  if (perSecond === undefined) return unlimited
  const most = burstOf(perSecond)
  let left = most
  let at = now()
  const refill = (): void => {
    const until = now()
    left = Math.min(most, left + ((until - at) * perSecond) / 1_000)
    at = until
  }
  return {
    waitMs: () => {
      refill()
      return left >= 1 ? 0 : Math.ceil(((1 - left) * 1_000) / perSecond)
    },
    spend: (some) => {
      refill()
      left -= some
    },
    refund: (some) => {
      refill()
      left = Math.min(most, left + some)
    },
  }
}

const nothing = (): void => undefined
const unlimited: Pace = { waitMs: () => 0, spend: nothing, refund: nothing }
