import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { SchedulerLike } from 'rxjs'
import type { RateReading, SendFailure } from '../contracts/failure.ts'
import type { Priority } from '../contracts/policy.ts'
import type { Governor } from '../delivery/quota.ts'
import type { Call } from '../delivery/quota-window.ts'
import { createAlarm } from './gate-alarm.ts'
import type { Health, Passing } from './gate-health.ts'
import type { Whose } from './gate-troubled.ts'
import { onAbort } from './on-abort.ts'
import { createTurns, priorities, type WaitingCount } from './turns.ts'

/** A call that has begun. */
export interface UnderWay extends Passing {
  readonly call: Call
}

interface Ticket extends Whose {
  readonly priority: Priority
  readonly isLookUp?: boolean | undefined
}

/** How a call ended; `Stopped`: it was not made. */
type Ended = Either<SendFailure | { readonly _tag: 'Stopped' }, { readonly rate?: RateReading | undefined }>

/** What admission needs. */
export interface Admitting {
  readonly inFlight: number
  readonly weights?: Readonly<Record<string, number>> | undefined
  readonly probe?: (() => Promise<Either<SendFailure, { readonly rate?: RateReading | undefined }>>) | undefined
  readonly governor: Governor
  readonly health: Health
  /** Told each time that something may have changed. */
  readonly admitted: (now: number) => void
}

/** Lets calls begin: as many at once, as often, and in such order as may be. */
export interface Admission {
  /** Begins at once, where nobody waits and it may. */
  readonly enter: (ticket: Ticket) => UnderWay | undefined
  /** Begins when its turn has come; undefined when `gone` or the relay's end comes first. */
  readonly wait: (ticket: Ticket, gone: AbortSignal) => Promise<UnderWay | undefined>
  /** Called once for all that began. */
  readonly leave: (underWay: UnderWay, ended: Ended) => void
  readonly inFlight: () => number
  readonly waiting: () => readonly WaitingCount[]
}

/** Told when its turn has come; undefined: it need not wait any longer. */
type Waiter = (now: number | undefined) => void

/** How often a spent cycle is looked at, in milliseconds: the clock on the wall may be set meanwhile. */
const cycleLookMs = 60_000

/** Whenever a call ends, or time has passed, `admit` lets begin what may, and sets an alarm for what may later. */
export const createAdmission = (
  { inFlight: most, weights, probe, governor, health, admitted }: Admitting,
  stop: AbortSignal,
  scheduler: SchedulerLike,
): Admission => {
  const turns = createTurns<Waiter>(weights)
  let inFlight = 0
  let isTrying = false
  let isProbing = false

  const isWaiting = (): boolean => priorities.some((priority) => turns.waiting(priority) > 0)

  const mayPass = (priority: Priority, now: number): boolean => {
    const lets = health.lets()
    if (inFlight >= most || lets === 'probe' || (lets === 'one' && isTrying)) return false
    return health.opensAt() <= now && governor.dueAt(priority, now) <= now
  }

  const pass = ({ route, customer, priority, isLookUp = false }: Ticket, now: number): UnderWay => {
    const isTrial = health.lets() === 'one'
    inFlight += 1
    isTrying ||= isTrial
    return { route, customer, isLookUp, begunAt: now, isTrial, call: governor.begin(priority, now) }
  }

  const isNext = (priority: Priority, now: number): boolean => turns.waiting(priority) > 0 && mayPass(priority, now)

  const next = (now: number): Waiter | undefined => {
    // A trial of a route that is in doubt would shut out the others: they go first.
    const doubted = health.lets() === 'one' ? health.doubted() : undefined
    for (const priority of doubted === undefined ? [] : priorities) {
      const waiter = isNext(priority, now) ? turns.take(priority, doubted) : undefined
      if (waiter !== undefined) return waiter
    }
    const first = priorities.find((priority) => isNext(priority, now))
    return first === undefined ? undefined : turns.take(first)
  }

  const probeOnce = async (now: number): Promise<void> => {
    if (probe === undefined || isProbing || health.opensAt() > now || governor.dueAt('high', now) > now) return
    isProbing = true
    const call = governor.begin('high', now)
    const result = await probe()
    isProbing = false
    if (stop.aborted) return
    const then = scheduler.now()
    const failure = isLeft(result) ? result.left : undefined
    governor.hear(call, failure, isLeft(result) ? result.left.rate : result.right.rate, then)
    health.hearProbe(failure, then)
    admit(then)
  }

  /** When the first of those who wait may pass, as far as the quota goes. */
  const soonestDue = (now: number): number => {
    let soonest = Infinity
    for (const priority of priorities) {
      if (turns.waiting(priority) > 0) soonest = Math.min(soonest, governor.dueAt(priority, now))
    }
    return soonest
  }

  /** When something changes that no answer tells. */
  const wakesAt = (now: number): number => {
    const looksAt = governor.spentFor(now) === 'nobody' ? Infinity : now + cycleLookMs
    if (!isWaiting()) return Math.min(looksAt, health.opensAt() > now ? health.opensAt() : Infinity)
    const dueAt = health.lets() === 'probe' ? governor.dueAt('high', now) : soonestDue(now)
    const at = Math.max(health.opensAt(), dueAt)
    // What is due now waits for an answer: that will admit it.
    return Math.min(looksAt, at <= now ? Infinity : at)
  }

  /** @param isNews a failure was heard: the first probe after it waits for nobody */
  const admit = (now: number, isNews = false): void => {
    if (stop.aborted) return
    if (health.lets() === 'probe' && (isNews || isWaiting())) void probeOnce(now)
    while (isWaiting()) {
      const waiter = next(now)
      if (waiter === undefined) break
      waiter(now)
    }
    admitted(now)
    alarm.set(wakesAt(now))
  }
  const alarm = createAlarm(scheduler, () => admit(scheduler.now()))

  const wait = (ticket: Ticket, gone: AbortSignal): Promise<UnderWay | undefined> =>
    new Promise((resolve) => {
      const waiter: Waiter = (now) => {
        listenNoMore()
        resolve(now === undefined ? undefined : pass(ticket, now))
      }
      const leave = turns.enter(ticket.route, ticket.priority, waiter)
      const giveUp = (): void => {
        leave()
        waiter(undefined)
      }
      const listenNoMore = onAbort(gone, giveUp)
      admit(scheduler.now())
    })

  const hear = ({ call, ...passing }: UnderWay, ended: Ended, now: number): void => {
    const failure = isLeft(ended) ? ended.left : undefined
    if (failure?._tag === 'Stopped') return governor.unmade(now)
    governor.hear(call, failure, isLeft(ended) ? failure?.rate : ended.right.rate, now)
    health.hear(passing, failure, now)
  }

  const giveUp = (): void => {
    alarm.set(Infinity)
    for (const priority of priorities) {
      for (let waiter = turns.take(priority); waiter !== undefined; waiter = turns.take(priority)) waiter(undefined)
    }
  }
  stop.addEventListener('abort', giveUp, { once: true })

  return {
    enter: (ticket) => {
      const now = scheduler.now()
      return !isWaiting() && mayPass(ticket.priority, now) ? pass(ticket, now) : undefined
    },
    wait,
    leave: (underWay, ended) => {
      inFlight -= 1
      if (underWay.isTrial) isTrying = false
      if (stop.aborted) return
      const now = scheduler.now()
      hear(underWay, ended, now)
      admit(now, isLeft(ended))
    },
    inFlight: () => inFlight,
    waiting: turns.counts,
  }
}
