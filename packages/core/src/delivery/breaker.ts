import type { SendFailure } from '../contracts/failure.ts'
import { delayMs } from './retry-policy.ts'

/**
 * What may be sent. `closed`: everything. `open`: nothing but what finds out whether the destination works again. `trying`:
 * it answered a probe; one shipment after the other shows whether it takes those, too.
 */
export type BreakerPhase =
  | { readonly _tag: 'Closed' }
  | { readonly _tag: 'Trying' }
  | { readonly _tag: 'Open'; readonly until: number; readonly reason: string }

export interface BreakerSettings {
  /** So many failures in a row that leave no doubt open it. Default: 5. */
  readonly unavailableInRow?: number | undefined
  /** The longest first pause between two trials, in milliseconds; it doubles with each. Default: 500. */
  readonly firstPauseMs?: number | undefined
  /** No pause is longer, in milliseconds. Default: 30 s. */
  readonly maxPauseMs?: number | undefined
}

/** Keeps shipments from a destination that does not work. */
export interface Breaker {
  readonly phase: () => BreakerPhase
  /** How a shipment or look-up ended. `isTrial`: it was let through to find out. */
  readonly hear: (failure: SendFailure | undefined, isTrial: boolean, now: number) => void
  /** How a probe ended. */
  readonly hearProbe: (failure: SendFailure | undefined, now: number) => void
}

type Sign = 'works' | 'unavailable' | 'doubt' | 'none'

/** A refusal is an answer; a throttled one may come from in front of a server that is down. */
const signOf = (failure: SendFailure | undefined): Sign => {
  if (failure === undefined) return 'works'
  const { fate } = failure
  switch (fate) {
    case 'refused':
    case 'misconfigured':
      return 'works'
    case 'unavailable':
      return 'unavailable'
    case 'in-doubt':
      return 'doubt'
    case 'throttled':
      return 'none'
    default:
      return fate satisfies never
  }
}

const closed = { _tag: 'Closed' } as const

/**
 * One doubt opens it, so that an outage leaves no more in doubt than was under way. The first trial is at once: one request
 * that always fails costs the others a moment. Trials that fail are followed by growing pauses with full jitter.
 *
 * A probe that is answered does not show that shipments are: unless one was since the doubt, one at a time is tried first.
 *
 * @param random from 0 to 1
 */
export const createBreaker = (
  { unavailableInRow = 5, firstPauseMs = 500, maxPauseMs = 30_000 }: BreakerSettings,
  random: () => number,
): Breaker => {
  const pauses = { firstDelayMs: firstPauseMs, maxDelayMs: maxPauseMs, budgetMs: Infinity }
  let phase: BreakerPhase = closed
  let openings = 0
  let unavailable = 0
  let tookOneSince = false

  const open = (reason: string, now: number): void => {
    openings += 1
    tookOneSince = false
    phase = { _tag: 'Open', until: now + (openings === 1 ? 0 : delayMs(pauses, openings - 1, random())), reason }
  }

  return {
    phase: () => phase,
    hear: (failure, isTrial, now) => {
      const sign = signOf(failure)
      if (sign === 'none') return
      if (sign === 'works') {
        unavailable = 0
        openings = 0
        tookOneSince = true
        if (isTrial || phase._tag === 'Trying') phase = closed
        return
      }
      unavailable += 1
      const isEnough = sign === 'doubt' || unavailable >= unavailableInRow
      if (isTrial || (phase._tag === 'Closed' && isEnough)) open(failure?.message ?? '', now)
    },
    hearProbe: (failure, now) => {
      const sign = signOf(failure)
      if (phase._tag !== 'Open' || sign === 'none') return
      if (sign === 'works') phase = tookOneSince ? closed : { _tag: 'Trying' }
      else open(failure?.message ?? '', now)
    },
  }
}
