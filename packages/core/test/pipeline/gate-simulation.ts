import { left, right } from 'fp-ts/lib/Either.js'
import { Subscription, VirtualTimeScheduler, type SchedulerLike } from 'rxjs'
import type { RateReading } from '../../src/contracts/failure.ts'
import type { Priority } from '../../src/contracts/policy.ts'
import { createGate, type Gate, type GateSettings } from '../../src/pipeline/gate.ts'
import { createHeap } from '../../src/pipeline/turns-heap.ts'
import type { Chance } from '../../src/testing/chance.ts'

/** A clock that goes from event to event, and a scheduler whose timers are as late, and as early, as Node's. */
export interface VirtualTime {
  readonly now: () => number
  readonly at: (time: number, work: () => void) => void
  readonly scheduler: SchedulerLike
  /** Resolves when everything until then has happened. */
  readonly runUntil: (end: number) => Promise<void>
}

interface Happening {
  readonly time: number
  readonly order: number
  readonly work: () => void
}

/** What is awaited runs before time goes on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const createVirtualTime = (chance: Chance): VirtualTime => {
  let now = 0
  let order = 0
  const events = createHeap<Happening>((a, b) => a.time < b.time || (a.time === b.time && a.order < b.order))
  const at = (time: number, work: () => void): void => events.push({ time: Math.max(time, now), order: order++, work })
  /** Up to a millisecond early, some late, a few by a pause of the process. */
  const lateness = (): number => (chance() < 0.02 ? chance() * 50 : chance() * 4 - 1)

  const schedule = (work: () => void, delay = 0): Subscription => {
    let isOff = false
    at(now + Math.max(0, Math.floor(delay) + lateness()), () => {
      if (!isOff) work()
    })
    return new Subscription(() => {
      isOff = true
    })
  }
  const runUntil = async (end: number): Promise<void> => {
    for (let event = events.pop(); event !== undefined; event = events.pop()) {
      if (event.time > end) {
        events.push(event)
        break
      }
      now = event.time
      event.work()
      await settled()
    }
    now = end
  }
  return {
    now: () => now,
    at,
    scheduler: Object.assign(new VirtualTimeScheduler(), { now: () => now, schedule }),
    runUntil,
  }
}

/** What a server says of a call: it is counted and taken, or it is not. */
export interface Answer {
  readonly isTaken: boolean
  readonly limit: number
  readonly remaining: number
  /** As `X-Rate-Limit-Retry`: in whole seconds, rounded up, in milliseconds of the server's clock. */
  readonly resetAt?: number
  readonly of?: RateReading['of']
}

/** Counts calls of everybody. */
export type Server = (now: number) => Answer

const wholeSeconds = (time: number): number => Math.ceil(time / 1000) * 1000

/** Windows of fixed bounds: of the calendar, or from the first call on. */
export const windowed = (limit: number, periodMs: number, phaseMs: number | 'first call'): Server => {
  let end = phaseMs === 'first call' ? -Infinity : phaseMs
  let used = 0
  return (now) => {
    if (now >= end) {
      used = 0
      end = phaseMs === 'first call' ? now + periodMs : end + Math.ceil((now - end + 1e-6) / periodMs) * periodMs
    }
    const isTaken = used < limit
    if (isTaken) used += 1
    return { isTaken, limit, remaining: limit - used, resetAt: wholeSeconds(end) }
  }
}

/** No more than `limit` in any period that ends now. */
export const gliding = (limit: number, periodMs: number): Server => {
  const times: number[] = []
  let first = 0
  return (now) => {
    while ((times[first] ?? Infinity) <= now - periodMs) first += 1
    const isTaken = times.length - first < limit
    if (isTaken) times.push(now)
    const remaining = limit - (times.length - first)
    return { isTaken, limit, remaining, resetAt: wholeSeconds(remaining > 0 ? now : (times[first] ?? now) + periodMs) }
  }
}

/** The same, but it does not say when the window ends. */
export const silentOfEnds =
  (server: Server): Server =>
  (now) => {
    const { isTaken, limit, remaining, resetAt } = server(now)
    return isTaken
      ? { isTaken, limit, remaining }
      : { isTaken, limit, remaining, ...(resetAt === undefined ? {} : { resetAt }) }
  }

/** The same, but while calls are left it tells this very moment, of which two roundings to seconds may make a second more. */
export const tellingThisMoment =
  (server: Server, chance: Chance): Server =>
  (now) => {
    const answer = server(now)
    return answer.remaining === 0 ? answer : { ...answer, resetAt: now + (chance() < 0.05 ? 1000 : 0) }
  }

/** The same, but somebody else calls it as well, at even distances. `refused`: told of each of theirs that is. */
export const beside = (
  server: Server,
  othersPerMinute: number,
  fromMs: number,
  refused: () => void = () => undefined,
): Server => {
  let made = 0
  return (now) => {
    const due = Math.floor(((now - fromMs) * othersPerMinute) / 60_000)
    for (; made < due; made++) {
      if (!server(fromMs + ((made + 1) * 60_000) / othersPerMinute).isTaken) refused()
    }
    return server(now)
  }
}

export interface Situation {
  readonly server: Server
  readonly settings: Omit<GateSettings, 'random'>
  readonly chance: Chance
  /** Calls a minute of others at a time. */
  readonly others?: (now: number) => number
  /** The way to the server and back, each, in milliseconds. */
  readonly wayMs?: () => number
  /** Who asks: so many at any time, of a route and priority each. */
  readonly demand: readonly { readonly route: string; readonly priority: Priority; readonly atOnce: number }[]
  readonly wallNow?: (now: number) => number
}

export interface Seen {
  readonly at: number
  readonly who: string
  readonly isTaken: boolean
}

export interface Simulation extends VirtualTime {
  readonly gate: Gate
  readonly seen: readonly Seen[]
  /** Calls that began while an answer had said to wait. */
  readonly trespasses: () => number
  readonly end: () => void
}

/** A gate before a server, with as many shipments as it can take, and others who use the same quota. */
export const simulate = ({ server, settings, chance, others, demand, ...more }: Situation): Simulation => {
  const time = createVirtualTime(chance)
  const { now, at } = time
  const stop = new AbortController()
  const never = new AbortController().signal
  const wayMs = more.wayMs ?? ((): number => 20 + chance() * 60 + (chance() < 0.02 ? 200 : 0))
  const wallNow = (): number => (more.wallNow ?? ((ms: number) => ms))(now())
  const gate = createGate({ wallNow, random: chance, ...settings }, stop.signal, time.scheduler)
  const seen: Seen[] = []
  let closedUntil = -Infinity
  let trespasses = 0

  const call = (who: string) => () => {
    if (now() < closedUntil) trespasses += 1
    return new Promise<Awaited<ReturnType<Parameters<Gate['through']>[1]>>>((resolve) => {
      at(now() + wayMs(), () => {
        const { isTaken, limit, remaining, resetAt, of = 'period' } = server(now())
        seen.push({ at: now(), who, isTaken })
        at(now() + wayMs(), () => {
          const resetMs = resetAt === undefined ? undefined : Math.max(0, resetAt - now())
          const rate: RateReading = { of, limit, remaining, resetMs }
          if (isTaken) return resolve(right({ rate }))
          closedUntil = Math.max(closedUntil, now() + (resetMs ?? 0))
          resolve(
            left({ _tag: 'SendFailure', fate: 'throttled', message: 'too many', status: 429, waitMs: resetMs, rate }),
          )
        })
      })
    })
  }
  const keepAsking = async (route: string, priority: Priority): Promise<void> => {
    while (!stop.signal.aborted) await gate.through({ route, customer: 'c-1', priority }, call(route), never)
  }
  at(0, () => {
    for (const { route, priority, atOnce } of demand) {
      for (let n = 0; n < atOnce; n++) void keepAsking(route, priority)
    }
  })
  /** Arrivals of a Poisson process. */
  const other = (): void => {
    const perMs = (others?.(now()) ?? 0) / 60_000
    at(now() + (perMs === 0 ? 1000 : -Math.log(1 - chance()) / perMs), () => {
      if (perMs > 0) seen.push({ at: now(), who: 'others', isTaken: server(now()).isTaken })
      other()
    })
  }
  if (others !== undefined) other()
  return { ...time, gate, seen, trespasses: () => trespasses, end: () => stop.abort() }
}
