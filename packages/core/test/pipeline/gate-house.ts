import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { VirtualTimeScheduler } from 'rxjs'
import type { Receipt } from '../../src/contracts/destination.ts'
import type { Fate, RateReading, SendFailure } from '../../src/contracts/failure.ts'
import { createGate, type Gate, type GateSettings, type GateState, type Ticket } from '../../src/pipeline/gate.ts'

export type Result = Either<SendFailure, Receipt>

export const ok: Result = right({ status: 200 })

/** A failure that was answered, but for those that were not. */
export const failed = (fate: Fate, waitMs?: number, rate?: RateReading): Result =>
  left({ _tag: 'SendFailure', fate, message: `it is ${fate}`, waitMs, rate })

export const never = new AbortController().signal

export interface Asking {
  readonly isUnderWay: () => boolean
  /** Resolves when the gate has heard it. */
  readonly answer: (result: Result) => Promise<void>
}

export interface House {
  readonly gate: Gate
  readonly stop: AbortController
  /** How each attempt ended, in order. */
  readonly log: string[]
  readonly states: GateState[]
  /** Asks for a place: an attempt gives its answer when it is told to. */
  readonly attempt: (name: string, gone?: AbortSignal, ticket?: Partial<Ticket>) => Asking
  /** How many probes were made; the last one is answered when it is told to. */
  readonly probes: () => number
  readonly answerProbe: (result: Result) => Promise<void>
  readonly passUntil: (ms: number) => Promise<void>
  /** The clock on the wall is so much ahead. */
  readonly setWall: (aheadMs: number) => void
}

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A gate in virtual time. */
export const house = (inFlight: number, settings: Partial<GateSettings> = {}, isProbed = false): House => {
  const scheduler = new VirtualTimeScheduler()
  const stop = new AbortController()
  const states: GateState[] = []
  let aheadMs = 0
  let probes = 0
  let probing = Promise.withResolvers<Result>()
  const probe = (): Promise<Result> => {
    probes += 1
    probing = Promise.withResolvers()
    return probing.promise
  }
  const gate = createGate(
    {
      inFlight,
      probeMs: 100,
      throttledMs: 50,
      random: () => 1,
      wallNow: () => scheduler.now() + aheadMs,
      changed: (state) => states.push(state),
      ...(isProbed ? { probe } : {}),
      ...settings,
    },
    stop.signal,
    scheduler,
  )
  const log: string[] = []
  const attempt: House['attempt'] = (name, gone = never, whose = {}) => {
    const ticket: Ticket = { route: 'a route', customer: name, priority: 'normal', ...whose }
    const answered = Promise.withResolvers<Result>()
    let isUnderWay = false
    const begin = (): Promise<Result> => {
      isUnderWay = true
      return answered.promise
    }
    const ended = gate.through(ticket, begin, gone).then((result) => {
      log.push(`${name}: ${isLeft(result) ? (result.left._tag === 'Stopped' ? 'stopped' : result.left.fate) : 'ok'}`)
      return turn()
    })
    return {
      isUnderWay: () => isUnderWay,
      answer: (result) => {
        answered.resolve(result)
        return ended
      },
    }
  }
  return {
    gate,
    stop,
    log,
    states,
    attempt,
    probes: () => probes,
    answerProbe: (result) => {
      probing.resolve(result)
      return turn()
    },
    passUntil: (ms) => {
      scheduler.maxFrames = ms
      scheduler.flush()
      scheduler.frame = ms
      return turn()
    },
    setWall: (ms) => {
      aheadMs = ms
    },
  }
}
