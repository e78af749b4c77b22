import type { RetryPolicies, RetryPolicy } from '../delivery/retry-policy.ts'
import type { ForwardLimits } from '../pipeline/forward-parts.ts'
import type { RelaySettings } from './relay-settings.ts'

const megabyte = 1024 * 1024
const minuteMs = 60_000

const policyOf = ({
  firstDelayMs,
  maxDelayMs,
  budgetMinutes,
}: Omit<RelaySettings['retry'], 'inDoubt'>): RetryPolicy => ({
  firstDelayMs,
  maxDelayMs,
  budgetMs: budgetMinutes * minuteMs,
})

/** What a relay's settings say of how much is worked on at once, and how a failure is met. */
export const forwardSettings = ({
  limits,
  retry,
}: RelaySettings): { readonly limits: ForwardLimits; readonly retry: RetryPolicies } => ({
  limits: {
    unsettled: limits.unsettledEvents,
    waiting: limits.waitingEvents,
    unsettledBytes: limits.unsettledMegabytes * megabyte,
  },
  retry: { unavailable: policyOf(retry), inDoubt: policyOf(retry.inDoubt ?? retry) },
})
