import { isLeft, left, type Either } from 'fp-ts/lib/Either.js'
import type { SchedulerLike } from 'rxjs'
import type { RateReading, SendFailure } from '../contracts/failure.ts'
import type { Priority } from '../contracts/policy.ts'
import type { Quota } from '../contracts/quota.ts'
import type { BreakerSettings } from '../delivery/breaker.ts'
import { createGovernor } from '../delivery/quota.ts'
import type { CycleCount } from '../delivery/quota-cycle.ts'
import type { QuotaReading } from '../delivery/quota-reading.ts'
import { createAdmission } from './gate-admission.ts'
import { createHealth } from './gate-health.ts'
import { createOpenness } from './gate-openness.ts'
import type { WaitingCount } from './turns.ts'

/** No request was made: the relay is stopping, or nobody wants the answer any more. */
export interface Stopped {
  readonly _tag: 'Stopped'
}

export type Attempted<A> = Either<SendFailure | Stopped, A>

/** Whose turn it is to know, where calls are few. */
export interface Ticket {
  readonly route: string
  readonly customer: string
  readonly priority: Priority
  /** It only looks: its end says nothing of what becomes of shipments. */
  readonly isLookUp?: boolean | undefined
}

/** What a call that succeeded gave. */
interface Answered {
  readonly rate?: RateReading | undefined
  /** How many calls it took. Default: one. */
  readonly calls?: number | undefined
}

/**
 * Whether requests may go.
 *
 * - `Open`: as the quota allows.
 * - `Closed`: the destination named a time before which it takes nothing: a limit is spent, or it is unavailable.
 * - `Paused`: the destination refuses us until a person mends it; one request at a time tries it.
 * - `Broken`: it does not work; it is probed.
 * - `Spent`: the cycle's calls are; but for the reserve of `high`, nothing goes until it turns or a person buys more.
 *
 * `until` is when the next request may be made, in milliseconds since the epoch.
 */
export type GateState =
  | { readonly _tag: 'Open' }
  | {
      readonly _tag: 'Closed' | 'Paused' | 'Broken' | 'Spent'
      readonly until: number
      readonly reason: string
    }

export interface GateSettings {
  /** Requests under way at once. */
  readonly inFlight: number
  /** How many calls are ours. Absent: learned from the answers. */
  readonly quota?: Quota | undefined
  /** What was spent of this cycle before, as `quota().cycle` told. */
  readonly spent?: CycleCount | undefined
  /** How often routes of one priority have their turn, by name. Default: 1. */
  readonly weights?: Readonly<Record<string, number>> | undefined
  /** A call that changes nothing, made to find out whether the destination works again. Never rejects. */
  readonly probe?: (() => Promise<Either<SendFailure, Answered>>) | undefined
  readonly breaker?: BreakerSettings | undefined
  /** How long a paused destination is left alone before one request tries it again, in milliseconds. Default: 30 s. */
  readonly probeMs?: number | undefined
  /** How long a throttled destination is left alone that did not say until when, in milliseconds. Default: 10 s. */
  readonly throttledMs?: number | undefined
  /** How long a destination whose cycle is spent is left alone, in milliseconds. Default: 15 min. */
  readonly spentProbeMs?: number | undefined
  /** Told each time the state becomes another; a longer window or pause is not another. */
  readonly changed?: ((state: GateState) => void) | undefined
  /** Told once, where calls cannot be paced. */
  readonly warning?: ((message: string) => void) | undefined
  /** Milliseconds since the epoch: what cycles and `until` are of. Default: the scheduler's. */
  readonly wallNow?: (() => number) | undefined
  /** From 0 to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
}

/** Stands in front of the destination: spends its quota on who is next, and closes for all when the destination says so. */
export interface Gate {
  /** Makes one attempt when its turn has come and the gate is open, unless `gone` has aborted by then. */
  readonly through: <A extends Answered>(
    ticket: Ticket,
    attempt: () => Promise<Attempted<A>>,
    gone: AbortSignal,
  ) => Promise<Attempted<A>>
  readonly state: () => GateState
  /** Milliseconds for which the gate has been open since it was made: what a retry budget is measured in. */
  readonly openMs: () => number
  readonly inFlight: () => number
  readonly quota: () => QuotaReading & { readonly waiting: readonly WaitingCount[] }
}

/**
 * With every answer the gate learns who may pass. When `stop` aborts, whoever waits gets `Stopped`.
 *
 * @param scheduler its clock should only go forward
 */
export const createGate = (settings: GateSettings, stop: AbortSignal, scheduler: SchedulerLike): Gate => {
  const { probe, changed, random = Math.random, wallNow = () => scheduler.now() } = settings
  const { probeMs = 30_000, throttledMs = 10_000, spentProbeMs = 15 * 60_000, breaker = {} } = settings
  const governor = createGovernor(settings, wallNow)
  const { periodMs } = governor
  const health = createHealth(
    { probeMs, throttledMs, spentProbeMs, breaker, hasProbe: probe !== undefined, periodMs },
    random,
  )
  const openness = createOpenness(scheduler.now())
  let said: GateState = { _tag: 'Open' }

  const stateAt = (now: number): GateState => {
    const ailment = health.ailment(now)
    if (ailment !== undefined) return { ...ailment, until: ailment.until - now + wallNow() }
    const spentFor = governor.spentFor(now)
    if (spentFor === 'nobody') return { _tag: 'Open' }
    const reason = `the calls of this cycle are spent${spentFor === 'all' ? '' : ', but for the reserve'}`
    return { _tag: 'Spent', until: governor.read(now).cycle.endsAt, reason }
  }

  const tell = (now: number): void => {
    const state = stateAt(now)
    // That the reserve is spent, too, is news.
    const isSame =
      state._tag === said._tag && (state._tag !== 'Spent' || !('reason' in said) || state.reason === said.reason)
    if (isSame) return
    said = state
    openness.become(state._tag === 'Open', now)
    changed?.(state)
  }

  const admission = createAdmission({ ...settings, governor, health, admitted: tell }, stop, scheduler)

  const through: Gate['through'] = async (ticket, attempt, gone) => {
    const isOver = (): boolean => stop.aborted || gone.aborted
    if (isOver()) return left({ _tag: 'Stopped' })
    const underWay = admission.enter(ticket) ?? (await admission.wait(ticket, gone))
    if (underWay === undefined) return left({ _tag: 'Stopped' })
    let result: Awaited<ReturnType<typeof attempt>> = left({ _tag: 'Stopped' })
    try {
      if (!isOver()) result = await attempt()
      return result
    } finally {
      // One was counted when it began.
      for (let more = callsOf(result) - 1; more > 0; more--) governor.begin(ticket.priority, scheduler.now())
      admission.leave(underWay, result)
    }
  }

  return {
    through,
    state: () => stateAt(scheduler.now()),
    openMs: () => openness.openMs(scheduler.now()),
    inFlight: admission.inFlight,
    quota: () => ({ ...governor.read(scheduler.now()), waiting: admission.waiting() }),
  }
}

const callsOf = (ended: Attempted<Answered>): number => {
  const answer = isLeft(ended) ? ended.left : ended.right
  return 'calls' in answer ? (answer.calls ?? 1) : 1
}
