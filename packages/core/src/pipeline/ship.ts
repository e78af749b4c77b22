import { isLeft, isRight, type Either } from 'fp-ts/lib/Either.js'
import { firstValueFrom, fromEvent, merge, timer, type Observable, type SchedulerLike } from 'rxjs'
import type { Destination, Receipt, Shipment } from '../contracts/destination.ts'
import type { SendFailure } from '../contracts/failure.ts'
import type { Ledger } from '../contracts/ledger.ts'
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

/** A letter remembers so many attempts: the last ones, and doubts before all others. */
const attemptsRemembered = 20

/** Forgets the oldest attempt that was no doubt: whoever sends a letter again must see every doubt there is room for. */
const forgetOne = (attempts: Attempt[]): void => {
  const certain = attempts.findIndex(({ failure }) => failure.fate !== 'in-doubt')
  attempts.splice(Math.max(0, certain), 1)
}

/** The longest wait that a timer of Node keeps, in milliseconds: about 25 days. */
const longestWaitMs = 2 ** 31 - 1

const endOf = (result: Attempted, attempts: readonly Attempt[], gone: AbortSignal): ShipmentEnd => {
  if (isRight(result)) return { _tag: 'Forwarded', receipt: result.right }
  if (gone.aborted) return { _tag: 'Returned', reason: 'withdrawn' }
  if (result.left._tag === 'Stopped') return { _tag: 'Returned', reason: 'stopping' }
  return { _tag: 'Buried', reason: result.left.fate === 'refused' ? 'refused' : 'exhausted', faults: [], attempts }
}

/** Attempts until there is a receipt, a refusal, or nothing left of the budget. */
const attempting = async <Body>(
  shipment: Shipment<Body>,
  { destination, ledger, gate, retry, scheduler, random, stopping, failed }: Shipping<Body>,
  gone: AbortSignal,
): Promise<ShipmentOutcome> => {
  const attempts: Attempt[] = []
  const retries: SendFailure['fate'][] = []
  const began = gate.openMs()

  const wait = (ms: number) => (): Promise<unknown> =>
    firstValueFrom(merge(timer(Math.min(ms, longestWaitMs), scheduler), stopping, fromEvent(gone, 'abort')))

  const decide = (failure: SendFailure | Stopped, tries: number): Next => {
    if (failure._tag === 'Stopped') return { _tag: 'Enough' }
    failed(shipment, failure)
    retries.push(failure.fate)
    attempts.push({ at: scheduler.now(), failure })
    if (attempts.length > attemptsRemembered) forgetOne(attempts)
    if (gone.aborted) return { _tag: 'Enough' }
    if (failure.fate === 'refused') return { _tag: 'Enough' }
    // The gate is shut to all now: the next attempt waits there, and the budget stands still.
    if (failure.fate === 'throttled' || failure.fate === 'misconfigured') return { _tag: 'Again', after: wait(0) }
    if (gate.openMs() - began >= retry.budgetMs) return { _tag: 'Enough' }
    const askedMs = (failure.notBefore ?? 0) - scheduler.now()
    return { _tag: 'Again', after: wait(Math.max(askedMs, delayMs(retry, tries, random()))) }
  }

  const send = destination.send(shipment, gone)
  // The place at the gate is kept until the delivery is remembered: so a crash leaves no more doubts than there are places.
  const sendAndRemember = async (): Promise<Either<SendFailure, Receipt>> => {
    const result = await send()
    if (isRight(result)) await ledger.commit(shipment)()
    return result
  }
  const result = await retrying(() => gate.through(sendAndRemember, gone), decide)
  return { route: shipment.route, end: endOf(result, attempts, gone), retries }
}

/**
 * Takes one shipment to its end: claim, attempts, commit.
 *
 * A shipment that was delivered before is skipped as a duplicate. When the relay begins to stop, an attempt under way
 * is waited for; a wait is not. `gone` aborts everything: nobody wants the outcome any more.
 */
export const ship = async <Body>(
  shipment: Shipment<Body>,
  shipping: Shipping<Body>,
  gone: AbortSignal,
): Promise<ShipmentOutcome> => {
  const { ledger } = shipping
  const plain = (end: ShipmentEnd): ShipmentOutcome => ({ route: shipment.route, end, retries: [] })

  const claim = await ledger.claim(shipment)()
  if (isLeft(claim)) return plain({ _tag: 'Returned', reason: 'state unavailable' })
  if (claim.right._tag === 'Delivered') return plain({ _tag: 'Skipped', reason: 'duplicate' })
  let isSent = false
  try {
    const outcome = await attempting(shipment, shipping, gone)
    isSent = outcome.end._tag === 'Forwarded'
    return outcome
  } finally {
    if (!isSent) ledger.release(shipment)
  }
}
