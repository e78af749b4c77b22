import { createMeter } from './quota-meter.ts'
import type { Window } from './quota-window.ts'

/** How fast calls may follow each other, so that others have their part of the limit. */
export interface Rate {
  /** Calls that everybody may make in a period; undefined where nobody knows. */
  readonly limit: () => number | undefined
  /** From one call to the next where others spend no more than their part. Only where the limit is known. */
  readonly steadyMs: () => number
  /** From one call to the next now. */
  readonly everyMs: (now: number) => number
  /** Until when no call may begin, because only what is others' is left; what has passed means that one may. */
  readonly heldUntil: (now: number) => number
  readonly begin: (now: number) => void
  /** A call that began was not taken. */
  readonly takeBack: (now: number) => void
}

/** By so much, in milliseconds, calls may arrive less evenly than they should leave: a limit all to oneself is spread wider. */
const unevenMs = 400
/**
 * What others' calls come to in this part of a window varies by about the root of their number: so many stay free to its very
 * end. All that stays free is lost in each window where others spend their part.
 */
const lastOfWindow = 0.05
/** Of others' part, so much stays free where the window glides, or seems to; and so much we aim at. */
const keptOfGliding = 0.1
const aimedOfGliding = 0.15
/** Where nothing is left and nobody says until when, one call feels for more so many times a period. */
const feelersPerPeriod = 20
/** The same while the window may turn any moment, as long as the answers tell of a call left. */
const feelersForTurn = 240
/** Ends are told in whole seconds: up to so much too late, in milliseconds. */
const roundedMs = 1000

/**
 * - Nobody spends more than their part: calls are spaced evenly.
 * - A window of fixed bounds: others' part, for as much of it as is to come, stays free. The rest is spaced over that time.
 * - One that glides: what is left, and what we spent in it and comes back, is ours for the period to come.
 *
 * @param calls as declared; where the answers tell fewer, those hold
 * @param share ours, above 0 and up to 1. Where less than one call is others', the pace alone keeps to the limit
 */
export const createRate = (calls: number | undefined, share: number, window: Window): Rate => {
  let recent = createMeter(window.periodMs())
  let lastBegunAt = -Infinity

  const limit = (): number | undefined => {
    const told = window.limit()
    return calls === undefined ? told : Math.min(calls, told ?? Infinity)
  }
  const steadyMs = (): number =>
    Math.max(window.periodMs() / share, window.periodMs() + unevenMs) / (limit() ?? Infinity)
  const othersPart = (): number => (1 - share) * (limit() ?? 0)
  const keptToTheEnd = (): number => {
    const last = lastOfWindow * othersPart()
    return Math.min(last, Math.sqrt(last))
  }
  const keptUntil = (end: number, now: number): number =>
    Math.max(keptToTheEnd(), (othersPart() * (end - now)) / window.periodMs())
  /** Where no end is known: of a window that may turn any moment as little as at its end, since nothing has to last. */
  const keptOfUnknown = (now: number): number => (window.mayTurn(now) ? keptToTheEnd() : keptOfGliding * othersPart())

  const everyMs = (now: number): number => {
    const left = window.left(now)
    if (left === undefined) return steadyMs()
    const end = window.endsAt(now)
    if (end !== undefined)
      return Math.max(steadyMs(), (end - now - roundedMs) / Math.max(1, left - keptUntil(end, now)))
    if (othersPart() < 1) return steadyMs()
    const sustained = left + recent.total(now) - aimedOfGliding * othersPart()
    return Math.max(steadyMs(), window.periodMs() / Math.max(1, sustained))
  }

  const heldUntil = (now: number): number => {
    const left = window.left(now)
    if (left === undefined) return -Infinity
    const end = window.endsAt(now)
    const kept = end === undefined ? keptOfUnknown(now) : keptUntil(end, now)
    if (left - kept >= 1) return -Infinity
    if (othersPart() < 1) return (end ?? window.resumesAt() ?? -Infinity) - roundedMs
    if (end === undefined) {
      const feelers = window.mayTurn(now) && window.told() !== 0 ? feelersForTurn : feelersPerPeriod
      return Math.max(window.resumesAt() ?? -Infinity, lastBegunAt + window.periodMs() / feelers)
    }
    // Others' part of the time to come shrinks, until it and one call fit into what is left.
    return left - keptUntil(now, now) < 1 ? end : end - ((left - 1) * window.periodMs()) / othersPart()
  }

  return {
    limit,
    steadyMs,
    everyMs,
    heldUntil,
    begin: (now) => {
      lastBegunAt = now
      if (recent.spanMs !== window.periodMs()) recent = createMeter(window.periodMs())
      recent.count(now, 1)
    },
    takeBack: (now) => recent.count(now, -1),
  }
}
