import { firstValueFrom, fromEvent, merge, timer, type Observable, type SchedulerLike } from 'rxjs'
import type { SendFailure } from '../contracts/failure.ts'
import type { Attempt, DoubtEnd } from '../contracts/outcome.ts'
import { delayMs, type RetryPolicies, type RetryPolicy } from '../delivery/retry-policy.ts'
import type { Gate } from './gate.ts'

/** What trying needs. */
export interface Trying {
  readonly gate: Pick<Gate, 'openMs'>
  readonly retry: RetryPolicies
  readonly scheduler: SchedulerLike
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** From 0 to 1. */
  readonly random: () => number
  /** Emits when the relay begins to stop, and at once to whoever asks later. */
  readonly stopping: Observable<unknown>
}

/** What was tried for one shipment, and how much of its budget is left. */
export interface Trial {
  /** The last attempts, oldest first; where there is not room for all, doubts are kept before others. */
  readonly attempts: () => readonly Attempt[]
  /** Fates of the attempts of this run. */
  readonly fates: () => readonly SendFailure['fate'][]
  readonly note: (failure: SendFailure) => void
  /** What the last attempt in doubt came to. */
  readonly settled: (end: DoubtEnd) => void
  /** Whether the budget of the failure's class is spent. Time in which the gate was shut to all does not count. */
  readonly isSpent: (failure: SendFailure) => boolean
  /** Waits before the next attempt after a failure, as long as it asks and the budget lasts, or until the relay stops or nobody wants the outcome any more. */
  readonly rest: (failure: SendFailure) => Promise<unknown>
  /** The same for a time. */
  readonly wait: (ms: number) => Promise<unknown>
}

/** A letter remembers so many attempts: the last ones, and doubts before all others. */
const attemptsRemembered = 20

/** The longest wait that a timer of Node keeps, in milliseconds: about 25 days. */
const longestWaitMs = 2 ** 31 - 1

/** @param earlier what earlier runs tried */
export const createTrial = (earlier: readonly Attempt[], trying: Trying, gone: AbortSignal): Trial => {
  const { gate, retry, scheduler, now, random, stopping } = trying
  const attempts = [...earlier]
  const fates: SendFailure['fate'][] = []
  const began = gate.openMs()
  let rests = 0
  const policyOf = ({ fate }: SendFailure): RetryPolicy => (fate === 'in-doubt' ? retry.inDoubt : retry.unavailable)

  const wait = (ms: number): Promise<unknown> =>
    gone.aborted
      ? Promise.resolve()
      : firstValueFrom(merge(timer(Math.min(ms, longestWaitMs), scheduler), stopping, fromEvent(gone, 'abort')))

  return {
    attempts: () => attempts,
    fates: () => fates,
    note: (failure) => {
      fates.push(failure.fate)
      attempts.push({ at: now(), failure })
      if (attempts.length > attemptsRemembered) forgetOne(attempts)
    },
    settled: (doubtEnd) => {
      const last = attempts.findLastIndex(({ failure }) => failure.fate === 'in-doubt')
      const attempt = attempts[last]
      if (attempt !== undefined) attempts[last] = { ...attempt, doubtEnd }
    },
    isSpent: (failure) => !isCertainOfAll(failure) && gate.openMs() - began >= policyOf(failure).budgetMs,
    rest: (failure) => {
      // Where the gate is shut to all, the next attempt waits there.
      if (isCertainOfAll(failure)) return wait(0)
      rests += 1
      const policy = policyOf(failure)
      const asked = Math.min(failure.waitMs ?? 0, policy.budgetMs - (gate.openMs() - began))
      return wait(Math.max(asked, delayMs(policy, rests, random())))
    },
    wait,
  }
}

/**
 * Forgets the oldest attempt that was no doubt, and never the last one: whoever sends a letter again must see every doubt there
 * is room for, and why it was buried.
 */
const forgetOne = (attempts: Attempt[]): void => {
  const certain = attempts.slice(0, -1).findIndex(({ failure }) => failure.fate !== 'in-doubt')
  attempts.splice(Math.max(0, certain), 1)
}

/** Failures that say nothing of this shipment: the destination takes none just now. */
const isCertainOfAll = ({ fate }: SendFailure): boolean => fate === 'throttled' || fate === 'misconfigured'
