/** When to try again, as a value. */
export interface RetryPolicy {
  /** The longest first wait, in milliseconds; it doubles with each try. */
  readonly firstDelayMs: number
  /** No wait is longer, in milliseconds. */
  readonly maxDelayMs: number
  /** How long one shipment is tried, in milliseconds; time in which the destination was closed to all does not count. */
  readonly budgetMs: number
}

/** Half a second to a minute, for a day: an outage of a night costs nothing, a poisoned event ends in the letters. */
export const defaultRetryPolicy: RetryPolicy = { firstDelayMs: 500, maxDelayMs: 60_000, budgetMs: 24 * 3_600_000 }

/**
 * The wait before try number `tries` + 1: exponential with full jitter, that is anything from none to the whole.
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog.
 *
 * @param random from 0 to 1
 */
export const delayMs = ({ firstDelayMs, maxDelayMs }: RetryPolicy, tries: number, random: number): number =>
  Math.round(random * Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(tries - 1, 30)))

/** A policy for each class of failure after which a shipment is tried again. */
export interface RetryPolicies {
  /** It never arrived. */
  readonly unavailable: RetryPolicy
  /** It may have been processed, and the route sends it again or looks for it. */
  readonly inDoubt: RetryPolicy
}

/** The same for both. */
export const defaultRetryPolicies: RetryPolicies = { unavailable: defaultRetryPolicy, inDoubt: defaultRetryPolicy }
