import type { RateReading, SendFailure } from '../contracts/failure.ts'
import type { Priority } from '../contracts/policy.ts'
import type { Quota } from '../contracts/quota.ts'
import { createCycle, type CycleCount } from './quota-cycle.ts'
import { createMeter } from './quota-meter.ts'
import { createPace } from './quota-pace.ts'
import { createRate } from './quota-rate.ts'
import type { QuotaReading, SpentFor } from './quota-reading.ts'
import { createWindow, type Call } from './quota-window.ts'

/** Says when the next call may begin. Times are of a clock that only goes forward, in milliseconds, but for the cycle's. */
export interface Governor {
  /** When to ask again; what has passed: a call may begin. Infinity: not before something else changes. */
  readonly dueAt: (priority: Priority, now: number) => number
  readonly begin: (priority: Priority, now: number) => Call
  /** Called once for each that began, but for those not made. */
  readonly hear: (call: Call, failure: SendFailure | undefined, rate: RateReading | undefined, now: number) => void
  /** A call that began was not made after all. */
  readonly unmade: (now: number) => void
  readonly spentFor: (now: number) => SpentFor
  readonly periodMs: () => number
  readonly read: (now: number) => QuotaReading
}

export interface GovernorSettings {
  /** Absent: the limit is learned from the answers, and 70 % of it is ours. */
  readonly quota?: Quota | undefined
  /** What was spent of the cycle before this process started. */
  readonly spent?: CycleCount | undefined
  /** Told once, where calls cannot be paced because no limit is known. */
  readonly warning?: ((message: string) => void) | undefined
}

/** What is ours of a limit that nobody declared; docs.voucherify.io, "Klaviyo", advises so much for such traffic. */
const learnedShare = 0.7
/** So many calls begin before the first answer may tell a limit that nobody declared. */
const callsUnheard = 8

/** What others leave changes with time, and the clock on the wall: so often, in milliseconds, both are looked at. */
const lookMs = 1000

/**
 * Keeps to the relay's share of a quota that others use, too: of the period by spacing its calls, of the billing cycle by
 * counting them. Of both, the reserve is spent on `high` alone.
 */
export const createGovernor = (
  { quota, spent, warning = () => undefined }: GovernorSettings,
  wallNow: () => number,
): Governor => {
  const { share = learnedShare, reserve = 0, perCycle } = quota ?? {}
  const window = createWindow(quota?.periodMs)
  const rate = createRate(quota?.calls, share, window)
  const cycle = createCycle(quota?.cycleDay ?? 1, spent, wallNow)
  const lastMinute = createMeter(60_000)
  const pace = createPace()
  const paceOfRest = createPace()
  let unheard: number | undefined = quota === undefined ? 0 : undefined
  let throttled = 0
  let isWarned = false

  const cycleShare = perCycle === undefined ? Infinity : perCycle * share
  let whose: SpentFor = 'nobody'
  let looksAt = -Infinity
  const spentFor = (now: number): SpentFor => {
    if (cycleShare === Infinity || now < looksAt) return whose
    looksAt = now + lookMs
    const next = cycle.calls() + 1
    whose = next > cycleShare ? 'all' : next > cycleShare * (1 - reserve) ? 'rest' : 'nobody'
    return whose
  }
  const isSpentFor = (priority: Priority, now: number): boolean => {
    const spent = spentFor(now)
    return spent === 'all' || (spent === 'rest' && priority !== 'high')
  }
  const count = (by: 1 | -1): void => {
    cycle.count(by)
    looksAt = -Infinity
  }

  const unmade = (now: number): void => {
    if (unheard !== undefined) unheard -= 1
    count(-1)
    rate.takeBack(now)
  }

  return {
    spentFor,
    periodMs: window.periodMs,
    unmade,
    dueAt: (priority, now) => {
      if (isSpentFor(priority, now)) return Infinity
      if (unheard !== undefined && unheard >= callsUnheard) return Infinity
      if (rate.limit() === undefined) return -Infinity
      const everyMs = rate.everyMs(now)
      if (everyMs === Infinity || (reserve >= 1 && priority !== 'high')) return Infinity
      const due = Math.max(pace.dueAt(everyMs), rate.heldUntil(now))
      const dueToIt = priority === 'high' ? due : Math.max(due, paceOfRest.dueAt(everyMs / (1 - reserve)))
      return Math.min(dueToIt, now + lookMs)
    },
    begin: (priority, now) => {
      if (rate.limit() !== undefined) {
        const everyMs = rate.everyMs(now)
        pace.take(everyMs, now)
        if (priority !== 'high') paceOfRest.take(everyMs / (1 - reserve), now)
      }
      if (unheard !== undefined) unheard += 1
      count(1)
      rate.begin(now)
      lastMinute.count(now, 1)
      return window.begin(now)
    },
    hear: (call, failure, told, now) => {
      unheard = undefined
      if (told?.of === 'period') window.hear(call, told, now)
      if (failure?.fate === 'throttled') {
        throttled += 1
        rate.takeBack(now)
      }
      // Without a status it never arrived.
      if (failure?.fate === 'unavailable' && failure.status === undefined) unmade(now)
      if (isWarned || failure !== undefined || rate.limit() !== undefined) return
      isWarned = true
      warning('No limit on calls is declared, and the answers tell none: calls are not paced.')
    },
    read: (now) => ({
      basis: quota !== undefined ? 'declared' : rate.limit() === undefined ? 'none' : 'learned',
      ...(rate.limit() === undefined
        ? {}
        : {
            perMinute: 60_000 / rate.steadyMs(),
            pacePerMinute: rate.heldUntil(now) > now ? 0 : 60_000 / rate.everyMs(now),
            left: window.told(),
          }),
      lastMinute: lastMinute.total(now),
      cycle: {
        ...cycle.read(),
        limit: cycleShare === Infinity ? undefined : Math.floor(cycleShare),
        projected: cycle.projected(),
        endsAt: cycle.endsAt(),
        spentFor: spentFor(now),
      },
      throttled,
    }),
  }
}
