import type { RateReading } from '../contracts/failure.ts'

/** What the answers say of the server's window. */
export interface Window {
  /** A call begins: its number, by which its answer is told from older ones. */
  readonly begin: () => number
  readonly hear: (call: number, reading: RateReading, now: number) => void
  /** Calls that everybody may make in a period, as last told. */
  readonly limit: () => number | undefined
  /** As declared, or as learned: a minute unless something lasts longer. */
  readonly periodMs: () => number
  /** Calls left: those under way taken off, and what others spent since it was told; undefined where nobody knows. */
  readonly left: (now: number) => number | undefined
  /** Calls left, as last told. */
  readonly told: () => number | undefined
  /** The end of a window of fixed bounds, as far as it is certain; undefined where the window may as well glide. */
  readonly endsAt: (now: number) => number | undefined
  /** Where nothing is left: the time of the next possible call, as told. */
  readonly resumesAt: () => number | undefined
}

const minuteMs = 60_000
/** Whom nobody told it learns one of these; APIs limit by the minute, the hour or the day. */
const periodsMs = [minuteMs, 60 * minuteMs, 24 * 60 * minuteMs]

/** Ends are told in whole seconds: two that are nearer than this, in milliseconds, are the same. */
const sameEndMs = 1500
/** An end that is told unchanged for so long, in milliseconds, does not glide. */
const steadyMs = 3000

/**
 * Answers overtake each other, so that only the one to the youngest call counts, and calls begun after that one are taken
 * off what it says is left. It is forgotten when its window has ended.
 *
 * @param declaredMs the period, where it need not be learned
 */
export const createWindow = (declaredMs: number | undefined): Window => {
  let begun = 0
  let youngest = 0
  let firstInWindow = 1
  let limit: number | undefined
  let told: { readonly remaining: number; readonly at: number; readonly resumesAt: number | undefined } | undefined
  let end = -Infinity
  let sameSince = Infinity
  let longestMs = 0
  let longestBeforeMs = 0

  const periodMs = (): number => {
    if (declaredMs !== undefined) return declaredMs
    const seen = Math.max(longestMs, longestBeforeMs) - 1000
    return periodsMs.find((ms) => ms >= seen) ?? seen
  }
  const isSteady = (now: number): boolean => now < end && now - sameSince >= steadyMs
  const unspent = (remaining: number): number => remaining - (begun - youngest)
  /** Calls of others in a millisecond, as this window has been so far. */
  const othersPerMs = (remaining: number, now: number): number => {
    if (!isSteady(now) || limit === undefined) return 0
    const theirs = limit - remaining - (youngest - firstInWindow + 1)
    return Math.max(0, theirs) / Math.max(1000, periodMs() - (end - now))
  }
  const left = (now: number): number | undefined => {
    const hasTurned = told !== undefined && end >= told.at && now >= end && end - sameSince >= steadyMs
    if (told === undefined || hasTurned || now >= told.at + periodMs()) return undefined
    return unspent(told.remaining) - othersPerMs(told.remaining, now) * (now - told.at)
  }

  const beginWindow = (call: number, endsAt: number, since: number): void => {
    end = endsAt
    sameSince = since
    firstInWindow = call
  }
  const hearEnd = (call: number, endsAt: number, now: number): void => {
    if (Math.abs(endsAt - end) > sameEndMs) {
      beginWindow(call, endsAt, now)
      longestBeforeMs = longestMs
      longestMs = 0
    }
    longestMs = Math.max(longestMs, endsAt - now)
  }

  return {
    begin: () => ++begun,
    hear: (call, reading, now) => {
      if (call <= youngest) return
      limit = reading.limit === 0 ? limit : (reading.limit ?? limit)
      if (reading.remaining === undefined) return
      const { remaining, resetMs = 0 } = reading
      const before = told === undefined ? Infinity : unspent(told.remaining)
      // A clock that is wrong gives ends that cannot be.
      const isCredible = resetMs > 0 && (declaredMs === undefined || resetMs <= declaredMs + sameEndMs)
      if (isCredible) hearEnd(call, now + resetMs, now)
      else if (limit !== undefined && remaining >= before + limit / 2) {
        // So much comes back at once only when a window of fixed bounds begins.
        beginWindow(call, now + periodMs(), -Infinity)
      }
      youngest = call
      told = { remaining, at: now, resumesAt: isCredible ? now + resetMs : undefined }
    },
    limit: () => limit,
    periodMs,
    left,
    told: () => told?.remaining,
    endsAt: (now) => (isSteady(now) ? end : undefined),
    resumesAt: () => (told?.remaining === 0 ? told.resumesAt : undefined),
  }
}
