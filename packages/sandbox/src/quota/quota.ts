import { createCalendarWindow } from './calendar-window.ts'
import { createCallCounts, type PeriodCalls } from './call-counts.ts'
import type { CallWindow } from './call-window.ts'
import type { SandboxQuota } from './quota-setting.ts'
import { createRollingWindow } from './rolling-window.ts'

/** What became of one call. */
export interface Spent {
  /** Milliseconds until the next call is possible, if this one is refused. */
  readonly refusedForMs: number | undefined
  /** The limit that refused it, or the one that applies to it. */
  readonly type: 'api_calls' | 'api_calls_cycle'
  readonly limit: number
  readonly remaining: number
  /** When the next call is possible, milliseconds since 1970. */
  readonly nextAt: number
}

/** How a quota was used. */
export interface QuotaReport {
  readonly quota: SandboxQuota
  /** Calls that are possible at this moment. */
  readonly remaining: number
  readonly accepted: number
  /** Answered 429. */
  readonly refused: number
  /** By period of the clock, those of rolling windows, too; the last 10,000 with calls, oldest first. */
  readonly periods: readonly PeriodCalls[]
}

/** Counts the calls of a project. */
export interface Quota {
  readonly typeHeader: SandboxQuota['typeHeader']
  /** Counts one call. A refused one is not spent. */
  readonly spend: () => Spent
  /** Changes how many calls others make in each period, from now on and in the one that runs. */
  readonly setOtherCalls: (calls: number) => void
  readonly report: () => QuotaReport
}

/** A quota of which nothing is spent; its first billing cycle begins now. */
export function createQuota(given: SandboxQuota, now: () => number): Quota {
  let quota = given
  const { calls, periodMs, cycleMs, cycleCalls } = given
  const beganAt = now()
  const period = given.window === 'rolling' ? createRollingWindow(periodMs, beganAt) : createCalendarWindow(periodMs)
  const cycle = createCalendarWindow(cycleMs, beganAt)
  const counts = createCallCounts(periodMs)

  const othersIn = (ms: number) => Math.floor((quota.otherCalls * ms) / periodMs)
  const others = (at: number) => (quota.otherArrive === 'evenly' ? othersIn(period.openMs(at)) : quota.otherCalls)
  const leftInPeriod = (at: number) => left(calls, period, at, others(at))
  const leftInCycle = (at: number) =>
    cycleCalls === null ? Infinity : left(cycleCalls, cycle, at, othersIn(cycle.openMs(at)))
  const periodFreeAt = (at: number) => period.freeAt(at, calls - quota.otherCalls)

  const spend = (): Spent => {
    const at = now()
    const isCycleOver = leftInCycle(at) === 0
    const isAccepted = !isCycleOver && leftInPeriod(at) > 0
    counts.count(at, isAccepted)
    if (isAccepted) {
      period.take(at)
      cycle.take(at)
      const remaining = Math.min(leftInPeriod(at), leftInCycle(at))
      const nextAt = remaining > 0 ? at : periodFreeAt(at)
      return { refusedForMs: undefined, type: 'api_calls', limit: calls, remaining, nextAt }
    }
    const nextAt = isCycleOver ? cycle.freeAt(at, 0) : periodFreeAt(at)
    const limit = isCycleOver ? (cycleCalls ?? calls) : calls
    return {
      refusedForMs: nextAt - at,
      type: isCycleOver ? 'api_calls_cycle' : 'api_calls',
      limit,
      remaining: 0,
      nextAt,
    }
  }
  return {
    typeHeader: given.typeHeader,
    spend,
    setOtherCalls: (otherCalls) => {
      quota = { ...quota, otherCalls }
    },
    report: () => {
      const at = now()
      const remaining = Math.min(leftInPeriod(at), leftInCycle(at))
      return { quota, remaining, accepted: counts.accepted(), refused: counts.refused(), periods: counts.periods() }
    },
  }
}

function left(limit: number, window: CallWindow, at: number, others: number): number {
  return Math.max(0, limit - window.own(at) - others)
}
