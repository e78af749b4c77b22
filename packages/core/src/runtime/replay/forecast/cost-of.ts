import type { Quota } from '../../../contracts/quota.ts'
import type { Cost } from './forecast.ts'

/** What so many calls cost with a quota, and how long they take with it and with a rate of their own. */
export const costOf = (calls: number, quota: Quota | undefined, perSecond: number | undefined): Cost => {
  const ours = quota === undefined ? 0 : quota.share * (1 - quota.reserve)
  const byQuota = quota === undefined ? undefined : (calls / (quota.calls * ours)) * quota.periodMs
  const byRate = perSecond === undefined ? undefined : (calls / perSecond) * 1_000
  const leastMs =
    byQuota === undefined && byRate === undefined ? undefined : Math.ceil(Math.max(byQuota ?? 0, byRate ?? 0))
  const ofCycle = quota?.perCycle === undefined ? undefined : Math.floor(quota.perCycle * ours)
  return {
    calls,
    quota,
    cycle: ofCycle === undefined ? undefined : { calls: ofCycle, part: calls / ofCycle },
    leastMs,
  }
}
