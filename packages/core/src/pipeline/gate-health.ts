import type { SendFailure } from '../contracts/failure.ts'
import { createBreaker, type BreakerSettings } from '../delivery/breaker.ts'
import { createTroubled, type Whose } from './gate-troubled.ts'

/** Why not everybody may pass. `until`: when the next request may be made, on the monotonic clock in milliseconds. */
export interface Ailment {
  readonly _tag: 'Closed' | 'Paused' | 'Broken' | 'Spent'
  readonly until: number
  readonly reason: string
}

/** A request under way: whose it is, when it began, and whether it was let through alone to find something out. */
export interface Passing extends Whose {
  readonly isLookUp: boolean
  readonly begunAt: number
  readonly isTrial: boolean
}

export interface HealthSettings {
  readonly probeMs: number
  readonly throttledMs: number
  readonly spentProbeMs: number
  readonly breaker: BreakerSettings
  /** Whether there is a request that changes nothing. */
  readonly hasProbe: boolean
  /** How long the destination's window is. */
  readonly periodMs: () => number
}

/** What the answers say of the destination. */
export interface Health {
  readonly hear: (passing: Passing, failure: SendFailure | undefined, now: number) => void
  readonly hearProbe: (failure: SendFailure | undefined, now: number) => void
  /** Who may pass from `opensAt` on: everybody, one shipment at a time, or nothing but the probe. */
  readonly lets: () => 'all' | 'one' | 'probe'
  readonly opensAt: () => number
  readonly ailment: (now: number) => Ailment | undefined
  /** Routes whose shipments came into doubt since the destination last took one: others are tried first. */
  readonly doubted: () => ReadonlySet<string>
}

/**
 * No answer closes for longer, in milliseconds: whoever asks for more may be wrong, and a single request finds it out. The
 * longest window of a plan is an hour ("Limits", docs.voucherify.io), and a minute is left for what its end is told too late.
 */
const longestClosedMs = 61 * 60_000

/**
 * - unavailable, and it says for how long: nothing passes before, or one shipment at a time after `longestClosedMs`.
 * - throttled: nothing passes before the window opens. Still throttled after a whole window, or for the cycle: that is spent,
 *   and one shipment tries it every `spentProbeMs`. ("Limits", docs.voucherify.io: also when the subscription ended.)
 * - misconfigured: paused, and one shipment at a time tries it every `probeMs`.
 * - in doubt, or unavailable in a row: the breaker; but for one whose doubts are its own.
 */
export const createHealth = (settings: HealthSettings, random: () => number): Health => {
  const { probeMs, throttledMs, spentProbeMs, hasProbe, periodMs } = settings
  const breaker = createBreaker(settings.breaker, random)
  const troubled = createTroubled()
  const doubted = new Set<string>()
  let window: Ailment | undefined
  let barred: Ailment | undefined
  let throttledSince: number | undefined

  const close = (reason: string, forMs: number, now: number): void => {
    if (forMs > longestClosedMs) barred = { _tag: 'Closed', until: now + longestClosedMs, reason }
    else window = { _tag: 'Closed', until: Math.max(now + forMs, window?.until ?? 0), reason }
  }

  const hearThrottled = ({ message, waitMs, rate }: SendFailure, begunAt: number, now: number): void => {
    throttledSince ??= now
    if (rate?.of === 'cycle' || begunAt >= throttledSince + periodMs()) {
      const until = now + Math.max(spentProbeMs, Math.min(waitMs ?? 0, longestClosedMs))
      barred = { _tag: 'Spent', until, reason: message }
      return
    }
    close(message, waitMs ?? rate?.resetMs ?? throttledMs, now)
  }

  /** What a shipment's or probe's failure bars for all. */
  const bar = (failure: SendFailure, begunAt: number, now: number): void => {
    if (failure.fate === 'throttled') hearThrottled(failure, begunAt, now)
    // With 503 the time is the whole service's (RFC 9110, section 10.2.3); with other statuses it may be the shipment's.
    const isServices = failure.fate === 'unavailable' && failure.status === 503
    if (isServices && failure.waitMs !== undefined) close(failure.message, failure.waitMs, now)
    if (failure.fate === 'misconfigured') barred = { _tag: 'Paused', until: now + probeMs, reason: failure.message }
  }

  /** Any answer but the same again shows that a person mended it. */
  const unbar = (failure: SendFailure | undefined, now: number): void => {
    if (barred === undefined || failure?.fate === 'throttled' || failure?.fate === 'misconfigured') return
    const isAnswered = failure === undefined || failure.status !== undefined
    barred = isAnswered ? undefined : { ...barred, until: now + (barred._tag === 'Spent' ? spentProbeMs : probeMs) }
  }

  const opensAt = (): number => {
    const phase = breaker.phase()
    return Math.max(
      window?.until ?? -Infinity,
      barred?.until ?? -Infinity,
      phase._tag === 'Open' ? phase.until : -Infinity,
    )
  }

  const worst = (): Ailment | undefined => {
    const phase = breaker.phase()
    return barred ?? (phase._tag === 'Open' ? { ...phase, _tag: 'Broken' } : window)
  }

  return {
    hear: ({ begunAt, isTrial, isLookUp, ...whose }, failure, now) => {
      const isOwn = !isLookUp && troubled.hear(whose, failure)
      // A trial is answered for, whoever's it is.
      if (isTrial || !isOwn) breaker.hear(failure, isTrial, now)
      if (failure?.fate === 'in-doubt') doubted.add(whose.route)
      if (failure === undefined || failure.fate === 'refused') doubted.clear()
      if (failure?.fate !== 'throttled' && failure?.fate !== 'unavailable') throttledSince = undefined
      unbar(failure, now)
      if (failure !== undefined) bar(failure, begunAt, now)
    },
    hearProbe: (failure, now) => {
      breaker.hearProbe(failure, now)
      if (failure !== undefined) bar(failure, now, now)
    },
    lets: () => {
      const { _tag } = breaker.phase()
      if (_tag === 'Open' && hasProbe) return 'probe'
      return _tag === 'Closed' && barred === undefined ? 'all' : 'one'
    },
    opensAt,
    ailment: (now) => {
      if (window !== undefined && window.until <= now) window = undefined
      const ailment = worst()
      return ailment === undefined ? undefined : { ...ailment, until: opensAt() }
    },
    doubted: () => doubted,
  }
}
