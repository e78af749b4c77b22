import { isLeft, isRight, type Either } from 'fp-ts/lib/Either.js'
import type { Task } from 'fp-ts/lib/Task.js'
import { defer, finalize, from, map, merge, mergeMap, of, take, timer, type Observable, type SchedulerLike } from 'rxjs'
import type { Destination, Shipment } from '../contracts/destination.ts'
import type { SendFailure, StateFailure } from '../contracts/failure.ts'
import type { Claim, Ledger } from '../contracts/ledger.ts'
import type { Attempt, ShipmentEnd, ShipmentOutcome } from '../contracts/outcome.ts'
import { delayMs, type RetryPolicy } from '../delivery/retry-policy.ts'
import type { Attempted, Gate, Stopped } from './gate.ts'
import { retrying, type Next } from './retrying.ts'

/** What shipping needs beside the shipment. */
export interface Shipping<Body> {
  readonly destination: Destination<Body>
  readonly ledger: Ledger
  readonly gate: Gate
  readonly retry: RetryPolicy
  readonly scheduler: SchedulerLike
  /** From 0 to 1. */
  readonly random: () => number
  /** Emits when the relay begins to stop, and at once to whoever asks later. */
  readonly stopping: Observable<unknown>
  /** Told of each attempt that did not end in a receipt. */
  readonly failed: (shipment: Shipment<Body>, failure: SendFailure) => void
}

/** A letter remembers so many attempts, the last ones. */
const attemptsRemembered = 20

/** A task as an observable; its signal aborts when nobody listens any more. */
const abortable = <A>(task: (stop: AbortSignal) => Task<A>): Observable<A> =>
  defer(() => {
    const aborted = new AbortController()
    return from(task(aborted.signal)()).pipe(finalize(() => aborted.abort()))
  })

/** A claim that is won when nobody listens any more is given back. */
const claiming = (ledger: Ledger, shipment: Shipment<unknown>): Observable<Either<StateFailure, Claim>> =>
  abortable((gone) => async () => {
    const claim = await ledger.claim(shipment)()
    if (gone.aborted && isRight(claim) && claim.right._tag === 'Claimed') ledger.release(shipment)
    return claim
  })

const endOf = (result: Attempted, attempts: readonly Attempt[]): ShipmentEnd => {
  if (isRight(result)) return { _tag: 'Forwarded', receipt: result.right }
  if (result.left._tag === 'Stopped') return { _tag: 'Returned', reason: 'stopping' }
  return { _tag: 'Buried', reason: result.left.fate === 'refused' ? 'refused' : 'exhausted', faults: [], attempts }
}

/** Attempts until there is a receipt, a refusal, or nothing left of the budget. */
const attempting = <Body>(shipment: Shipment<Body>, shipping: Shipping<Body>): Observable<ShipmentOutcome> => {
  const { destination, gate, retry, scheduler, random, stopping, failed } = shipping
  const attempts: Attempt[] = []
  const retries: SendFailure['fate'][] = []
  const began = gate.openMs()
  const wait = (ms: number): Observable<unknown> => merge(timer(ms, scheduler), stopping).pipe(take(1))

  const decide = (failure: SendFailure | Stopped, tries: number): Next => {
    if (failure._tag === 'Stopped') return { _tag: 'Enough' }
    failed(shipment, failure)
    retries.push(failure.fate)
    attempts.push({ at: scheduler.now(), failure })
    if (attempts.length > attemptsRemembered) attempts.shift()
    if (failure.fate === 'refused') return { _tag: 'Enough' }
    // The gate is shut to all now: the next attempt waits there, and the budget stands still.
    if (failure.fate === 'throttled' || failure.fate === 'misconfigured') return { _tag: 'Again', after: of(0) }
    if (gate.openMs() - began >= retry.budgetMs) return { _tag: 'Enough' }
    const askedMs = (failure.notBefore ?? 0) - scheduler.now()
    return { _tag: 'Again', after: wait(Math.max(askedMs, delayMs(retry, tries, random()))) }
  }

  const attempt = gate.through(abortable((stop) => destination.send(shipment, stop)))
  return retrying(attempt, decide).pipe(
    map((result) => ({ route: shipment.route, end: endOf(result, attempts), retries })),
  )
}

/**
 * Takes one shipment to its end: claim, attempts, commit. Emits once.
 *
 * A shipment that was delivered before is skipped as a duplicate. When the relay begins to stop, an attempt under way
 * is waited for; a wait is not.
 */
export const ship = <Body>(shipment: Shipment<Body>, shipping: Shipping<Body>): Observable<ShipmentOutcome> => {
  const { ledger } = shipping
  const plain = (end: ShipmentEnd): Observable<ShipmentOutcome> => of({ route: shipment.route, end, retries: [] })

  const claimed = (): Observable<ShipmentOutcome> => {
    let isSent = false
    return attempting(shipment, shipping).pipe(
      mergeMap((outcome) => {
        isSent = outcome.end._tag === 'Forwarded'
        return isSent ? from(ledger.commit(shipment)()).pipe(map(() => outcome)) : of(outcome)
      }),
      finalize(() => {
        if (!isSent) ledger.release(shipment)
      }),
    )
  }

  return claiming(ledger, shipment).pipe(
    mergeMap((claim) => {
      if (isLeft(claim)) return plain({ _tag: 'Returned', reason: 'state unavailable' })
      return claim.right._tag === 'Delivered' ? plain({ _tag: 'Skipped', reason: 'duplicate' }) : claimed()
    }),
  )
}
