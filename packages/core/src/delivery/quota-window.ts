import type { RateReading } from '../contracts/failure.ts'
import { createTurn } from './quota-turn.ts'

/** A call that began: which one, by which its answer is told from older ones, and when. */
export interface Call {
  readonly number: number
  readonly begunAt: number
}

/** What the answers say of the server's window. */
export interface Window {
  readonly begin: (now: number) => Call
  readonly hear: (call: Call, reading: RateReading, now: number) => void
  /** Calls that everybody may make in a period, as last told. */
  readonly limit: () => number | undefined
  /** As declared, or as learned: a minute unless something lasts longer. */
  readonly periodMs: () => number
  /** Calls left: those under way taken off, and what others spent since they were counted; undefined where nobody knows. */
  readonly left: (now: number) => number | undefined
  /** Calls left, as last told. */
  readonly told: () => number | undefined
  /** The end of a window of fixed bounds, as far as it is certain; undefined where the window may as well glide. */
  readonly endsAt: (now: number) => number | undefined
  /** Whether a window may begin any moment for all we know: too early to tell whether it glides, or about its end. */
  readonly mayTurn: (now: number) => boolean
  /** Where nothing is left: the time of the next possible call, as told. */
  readonly resumesAt: () => number | undefined
}

const minuteMs = 60_000
/** Whom nobody told it learns one of these; APIs limit by the minute, the hour or the day. */
const periodsMs = [minuteMs, 60 * minuteMs, 24 * 60 * minuteMs]

/** While calls are left, the time of the next is this very moment: no end, though two roundings make it up to a second. */
const thisMomentMs = 1000
/** Ends are told in whole seconds: two that are nearer than this, in milliseconds, are the same. */
const sameEndMs = 1500
/**
 * Where nobody tells the end, a window began before the call did that found it: by so much, in milliseconds. An end that is
 * too late would not be found out, where calls are held until then.
 */
const foundLateMs = 100
/** After an end that nobody told, the turn is waited for, in milliseconds. */
const unsureMs = 2000
/** An end that is told unchanged for so long, in milliseconds, does not glide. */
const steadyMs = 3000

/** What the answer to the youngest call said, when it came, and when that call had begun. */
interface Told {
  readonly remaining: number
  readonly at: number
  readonly begunAt: number
  readonly resumesAt: number | undefined
}

/**
 * Answers overtake each other, so that only the one to the youngest call counts, and calls begun after that one are taken
 * off what it says is left. It is forgotten when its window has ended.
 *
 * @param declaredMs the period, where it need not be learned
 */
export const createWindow = (declaredMs: number | undefined): Window => {
  const turn = createTurn()
  let begun = 0
  let youngest = 0
  let firstInWindow = 1
  let limit: number | undefined
  let told: Told | undefined
  let end = -Infinity
  let sameSince = Infinity
  let longestMs = 0
  let longestBeforeMs = 0

  const periodMs = (): number => {
    if (declaredMs !== undefined) return declaredMs
    const seen = Math.max(longestMs, longestBeforeMs) - 1000
    return periodsMs.find((ms) => ms >= seen) ?? seen
  }
  const isSettled = (now: number): boolean => now - sameSince >= steadyMs
  const isSteady = (now: number): boolean => now < end && isSettled(now)
  const isTold = (): boolean => sameSince !== -Infinity
  const isOver = (now: number): boolean => now >= end + (isTold() ? 0 : unsureMs)
  const unspent = (remaining: number): number => remaining - (begun - youngest)
  /** Calls of others in a millisecond, as this window has been so far. */
  const othersPerMs = (remaining: number, now: number): number => {
    if (!isSettled(now) || isOver(now) || limit === undefined) return 0
    const theirs = limit - remaining - (youngest - firstInWindow + 1)
    return Math.max(0, theirs) / Math.max(1000, periodMs() - (end - now))
  }
  const left = (now: number): number | undefined => {
    const hasTurned = told !== undefined && end >= told.at && isOver(now) && isSettled(end)
    if (told === undefined || hasTurned || now >= told.at + periodMs()) return undefined
    // Since a call was counted and until the next one is, as much time passes as between their beginnings.
    return unspent(told.remaining) - othersPerMs(told.remaining, now) * (now - told.begunAt)
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
    begin: (now) => ({ number: ++begun, begunAt: now }),
    hear: ({ number, begunAt }, reading, now) => {
      const { remaining, resetMs = 0 } = reading
      if (remaining !== undefined && remaining > 0) turn.hear(begunAt, now, periodMs())
      if (number <= youngest) return
      limit = reading.limit === 0 ? limit : (reading.limit ?? limit)
      if (remaining === undefined) return
      const before = told === undefined ? Infinity : unspent(told.remaining)
      // A clock that is wrong gives ends that cannot be.
      const isCredible = resetMs > 0 && (declaredMs === undefined || resetMs <= declaredMs + sameEndMs)
      if (isCredible && (remaining === 0 || resetMs > thisMomentMs)) hearEnd(number, now + resetMs, now)
      else if (limit !== undefined && turn.hasTurned(remaining - before, limit - remaining, limit, now)) {
        beginWindow(number, begunAt - foundLateMs + periodMs(), -Infinity)
      }
      youngest = number
      told = { remaining, at: now, begunAt, resumesAt: isCredible ? now + resetMs : undefined }
    },
    limit: () => limit,
    periodMs,
    left,
    told: () => told?.remaining,
    endsAt: (now) => (isSteady(now) ? end : undefined),
    mayTurn: (now) => turn.isEarly(now) || (!isTold() && now >= end && !isOver(now)),
    resumesAt: () => (told?.remaining === 0 ? told.resumesAt : undefined),
  }
}
