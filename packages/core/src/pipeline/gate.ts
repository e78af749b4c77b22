import { isLeft, left, type Either } from 'fp-ts/lib/Either.js'
import type { SchedulerLike, Subscription } from 'rxjs'
import type { Receipt } from '../contracts/destination.ts'
import type { SendFailure } from '../contracts/failure.ts'

/** No request was made: the relay is stopping, or nobody wants the answer any more. */
export interface Stopped {
  readonly _tag: 'Stopped'
}

export type Attempted = Either<SendFailure | Stopped, Receipt>

/** Whether requests may go: `open`, `closed` until a time the destination named, or `paused` until a person mends it. */
export type GateState =
  | { readonly _tag: 'Open' }
  | { readonly _tag: 'Closed'; readonly until: number; readonly reason: string }
  | { readonly _tag: 'Paused'; readonly until: number; readonly reason: string }

export interface GateSettings {
  /** Requests under way at once. */
  readonly inFlight: number
  /** How long a paused destination is left alone before one request tries it again, in milliseconds. Default: 30 s. */
  readonly probeMs?: number
  /** How long a throttled destination is left alone that did not say until when, in milliseconds. Default: 10 s. */
  readonly throttledMs?: number
  /** Told each time the state becomes another; a longer window or pause is not another. */
  readonly changed?: (state: GateState) => void
}

/** Stands in front of the destination: bounds what is in flight, and closes for all when the destination says so. */
export interface Gate {
  /** Makes one attempt as soon as there is a place and the gate is open, unless `gone` has aborted by then. */
  readonly through: (attempt: () => Promise<Either<SendFailure, Receipt>>, gone: AbortSignal) => Promise<Attempted>
  readonly state: () => GateState
  /** Milliseconds for which the gate has been open since it was made: what a retry budget is measured in. */
  readonly openMs: () => number
  readonly inFlight: () => number
}

/** The longest wait that a timer of Node keeps, in milliseconds: about 25 days. */
const longestAlarmMs = 2 ** 31 - 1

/**
 * A throttled answer closes the gate until the window opens. A misconfigured one pauses it: then one request at a time
 * probes, and the first that is answered otherwise opens it again. When `stop` aborts, whoever waits gets `Stopped`.
 */
export const createGate = (
  { inFlight: most, probeMs = 30_000, throttledMs = 10_000, changed = () => undefined }: GateSettings,
  stop: AbortSignal,
  scheduler: SchedulerLike,
): Gate => {
  const waiting = new Set<() => void>()
  let inFlight = 0
  let state: GateState = { _tag: 'Open' }
  let alarm: Subscription | undefined
  let openBefore = 0
  let openSince = scheduler.now()

  const places = (): number => (state._tag === 'Paused' ? Math.min(1, most) : most)
  const isShut = (): boolean => state._tag !== 'Open' && scheduler.now() < state.until
  const hasPlace = (): boolean => stop.aborted || (inFlight < places() && !isShut())

  const admit = (): void => {
    for (const begin of waiting) {
      if (!hasPlace()) return
      waiting.delete(begin)
      inFlight += 1
      begin()
    }
  }

  const enter = (): Promise<void> | undefined => {
    if (waiting.size > 0 || !hasPlace()) return new Promise((begin) => waiting.add(begin))
    inFlight += 1
    return undefined
  }

  const leave = (): void => {
    inFlight -= 1
    admit()
  }

  const open = (): void => {
    if (state._tag === 'Open') return
    state = { _tag: 'Open' }
    openSince = scheduler.now()
    changed(state)
    admit()
  }

  const shut = (next: Exclude<GateState, { _tag: 'Open' }>): void => {
    if (state._tag === 'Open') openBefore += scheduler.now() - openSince
    const isAnother = state._tag !== next._tag
    state = next
    if (isAnother) changed(state)
    setAlarm(next.until)
  }

  const setAlarm = (until: number): void => {
    alarm?.unsubscribe()
    alarm = scheduler.schedule(ring, Math.min(until - scheduler.now(), longestAlarmMs))
  }

  const ring = (): void => {
    // A timer may ring a moment early, and one of weeks is set again and again.
    if (state._tag !== 'Open' && scheduler.now() < state.until) setAlarm(state.until)
    else if (state._tag === 'Closed') open()
    else admit()
  }

  const hear = (result: Either<SendFailure, Receipt>): void => {
    if (stop.aborted) return
    const failure = isLeft(result) ? result.left : undefined
    const windowOpens = state._tag === 'Closed' ? state.until : 0
    if (failure?.fate === 'throttled') {
      const until = Math.max(failure.notBefore ?? scheduler.now() + throttledMs, windowOpens)
      shut({ _tag: 'Closed', until, reason: failure.message })
    } else if (failure?.fate === 'misconfigured') {
      shut({ _tag: 'Paused', until: Math.max(scheduler.now() + probeMs, windowOpens), reason: failure.message })
    } else if (state._tag === 'Paused') {
      if (failure === undefined || failure.status !== undefined) open()
      else shut({ ...state, until: scheduler.now() + probeMs })
    }
  }

  const giveUp = (): void => {
    alarm?.unsubscribe()
    admit()
  }
  stop.addEventListener('abort', giveUp, { once: true })

  const through: Gate['through'] = async (attempt, gone) => {
    const place = enter()
    if (place !== undefined) await place
    try {
      if (stop.aborted || gone.aborted) return left({ _tag: 'Stopped' })
      const result = await attempt()
      hear(result)
      return result
    } finally {
      leave()
    }
  }

  return {
    through,
    state: () => state,
    openMs: () => openBefore + (state._tag === 'Open' ? scheduler.now() - openSince : 0),
    inFlight: () => inFlight,
  }
}
