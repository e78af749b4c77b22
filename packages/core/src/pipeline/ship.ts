import { isLeft, isRight, left, type Either } from 'fp-ts/lib/Either.js'
import type { Destination, Receipt, Shipment } from '../contracts/destination.ts'
import type { DoubtCause, SendFailure } from '../contracts/failure.ts'
import type { Claim, Conclusion, Ledger } from '../contracts/ledger.ts'
import type {
  Attempt,
  Buried,
  Doubt,
  DoubtEnd,
  ReturnReason,
  ShipmentEnd,
  ShipmentOutcome,
} from '../contracts/outcome.ts'
import type { Gate, Stopped } from './gate.ts'
import type { Grip } from './grip.ts'
import { resolveDoubt, type Resolution } from './resolve-doubt.ts'
import { createTrial, type Trial, type Trying } from './trial.ts'

/** What shipping needs beside the shipment. */
export interface Shipping<Body> extends Trying {
  readonly destination: Destination<Body>
  readonly ledger: Ledger
  readonly gate: Gate
  /** Aborted when the relay begins to stop. */
  readonly stop: AbortSignal
  /** Told of each attempt and look-up that failed. */
  readonly failed: (shipment: Shipment<Body>, failure: SendFailure) => void
  /** Told when a shipment comes into doubt; its outcome tells how that ended. */
  readonly doubted: (shipment: Shipment<Body>, cause: DoubtCause) => void
}

/** Writes how a shipment ended; resolves when that is durable. */
export type Conclude = (conclusion: Conclusion) => Promise<void>

/** What the ledger had to say, where there is nothing to do. */
const endOfClaim = (claim: Exclude<Claim, Working>): ShipmentEnd => {
  switch (claim._tag) {
    case 'Delivered':
      return { _tag: 'Skipped', reason: 'duplicate' }
    case 'Parked':
      return { _tag: 'Skipped', reason: 'parked' }
    case 'Suppressed':
      return { _tag: 'Skipped', reason: 'suppressed' }
    case 'Buried':
      return claim.end
    default:
      return claim satisfies never
  }
}

type Working = Extract<Claim, { readonly _tag: 'Claimed' | 'InDoubt' }>

const doubtEndOf = (resolution: Resolution): DoubtEnd => {
  switch (resolution._tag) {
    case 'Found':
      return 'found'
    case 'Again':
      return resolution.isAbsent ? 'absent' : 'resent'
    case 'Unknown':
      return 'parked'
    case 'Stopped':
      return 'open'
    default:
      return resolution satisfies never
  }
}

const isInDoubt = (failure: SendFailure | Stopped): boolean =>
  failure._tag === 'SendFailure' && failure.fate === 'in-doubt'

/** The attempt of which nobody noted the end. */
const lostAt = (at: number): Attempt => {
  const message = 'the relay ended before it was written down how this ended'
  return { at, failure: { _tag: 'SendFailure', fate: 'in-doubt', doubt: 'crash', message } }
}

/** Attempts until there is a receipt, a refusal, a doubt that nobody can resolve, or nothing left of the budget. */
const work = async <Body>(
  shipment: Shipment<Body>,
  shipping: Shipping<Body>,
  claim: Working,
  conclude: Conclude,
  grip: Grip,
): Promise<ShipmentOutcome> => {
  const { gone } = grip
  const { destination, ledger, gate, stop, now } = shipping
  // Nearly always there is nothing to remember.
  let made: Trial | undefined
  const earlier =
    claim._tag === 'InDoubt' && claim.cause === 'crash' ? [...claim.attempts, lostAt(now())] : claim.attempts
  const trial = (): Trial => (made ??= createTrial(earlier, shipping, gone))
  const attempts = (): readonly Attempt[] => made?.attempts() ?? earlier
  const doubts: Doubt[] = []
  const since = claim._tag === 'InDoubt' ? claim.since : now()
  const isOver = (): boolean => stop.aborted || gone.aborted

  const outcome = (end: ShipmentEnd): ShipmentOutcome => ({
    route: shipment.route,
    end,
    retries: made?.fates() ?? [],
    doubts,
  })
  /** The last doubt came to another attempt that is not made yet. */
  let isOwed = false
  const giveBack = (reason: ReturnReason): ShipmentOutcome => {
    ledger.release(shipment)
    const last = isOwed ? doubts.pop() : undefined
    if (last !== undefined) doubts.push({ ...last, end: 'open' })
    return outcome({ _tag: 'Returned', reason: gone.aborted ? 'withdrawn' : reason })
  }
  const bury = async (reason: Buried['reason']): Promise<ShipmentOutcome> => {
    const end: Buried = { _tag: 'Buried', reason, faults: [], attempts: attempts() }
    await conclude({ shipment, end, attempts: attempts() })
    return outcome(end)
  }
  /** Whether it was certainly not processed: whoever sends again may have doubted in an earlier run, too. */
  const isClear = (): boolean =>
    doubts.every(({ end }) => end === 'absent') &&
    (shipment.whenInDoubt !== 'resend' || attempts().every(({ failure }) => failure.fate !== 'in-doubt'))
  const deliver = (receipt: Receipt): Promise<void> =>
    conclude({ shipment, end: { _tag: 'Forwarded', receipt }, attempts: attempts() })

  /** Undefined where it is to be sent again. */
  const resolve = async (cause: DoubtCause): Promise<ShipmentOutcome | undefined> => {
    // Of what was withdrawn the outcome is told already.
    if (!gone.aborted) shipping.doubted(shipment, cause)
    const resolution = await resolveDoubt(shipment, since, shipping, trial(), isOver, gone)
    const end = doubtEndOf(resolution)
    doubts.push({ cause, end })
    if (end !== 'open') trial().settled(end)
    if (resolution._tag === 'Again') {
      isOwed = true
      return undefined
    }
    if (resolution._tag === 'Stopped') return giveBack('stopping')
    if (resolution._tag === 'Unknown') return bury('in doubt')
    await deliver(resolution.receipt)
    return outcome({ _tag: 'Forwarded', receipt: resolution.receipt })
  }

  const send = destination.send(shipment, gone)
  let isUnwritten = false
  const sendNow = async (): Promise<Either<SendFailure, Receipt>> => {
    isOwed = false
    const sent = await send()
    if (isRight(sent)) await deliver(sent.right)
    return sent
  }
  // The place at the gate is kept until the end is durable: so a crash leaves no more doubts than there are places.
  const attempt = async (): Promise<Either<SendFailure | Stopped, Receipt>> => {
    grip.takesEffect()
    const intended = await ledger.intend(shipment)()
    isUnwritten = isLeft(intended)
    const sent: Either<SendFailure | Stopped, Receipt> = isUnwritten ? left({ _tag: 'Stopped' }) : await sendNow()
    if (isLeft(sent) && !isInDoubt(sent.left)) grip.tookNone()
    return sent
  }

  if (claim._tag === 'InDoubt') {
    const ended = await resolve(claim.cause)
    if (ended !== undefined) return ended
  }
  for (;;) {
    const sent = await gate.through(shipment, attempt, gone)
    if (isRight(sent)) return outcome({ _tag: 'Forwarded', receipt: sent.right })
    const failure = sent.left
    if (failure._tag === 'Stopped') return giveBack(isUnwritten ? 'state unavailable' : 'stopping')
    shipping.failed(shipment, failure)
    trial().note(failure)
    ledger.failed(shipment, attempts())
    if (failure.fate === 'refused') return bury(isClear() ? 'refused' : 'in doubt')
    if (gone.aborted) return giveBack('withdrawn')
    const isSpent = trial().isSpent(failure)
    if (failure.fate === 'in-doubt' && !(isSpent && shipment.whenInDoubt === 'resend')) {
      const ended = await resolve(failure.doubt ?? 'reset')
      if (ended !== undefined) return ended
      grip.tookNone()
    } else if (failure.fate === 'in-doubt') {
      shipping.doubted(shipment, failure.doubt ?? 'reset')
      doubts.push({ cause: failure.doubt ?? 'reset', end: 'parked' })
    }
    if (isSpent) return bury(isClear() ? 'exhausted' : 'in doubt')
    await trial().rest(failure)
  }
}

/**
 * Takes one shipment to its end: claim, attempts, conclusion.
 *
 * What was delivered before is skipped as a duplicate. When the relay begins to stop, an attempt under way is waited for; a
 * wait is not. When nobody wants the
 * outcome any more, `grip` ends everything.
 */
export const ship = async <Body>(
  shipment: Shipment<Body>,
  shipping: Shipping<Body>,
  conclude: Conclude,
  grip: Grip,
): Promise<ShipmentOutcome> => {
  const plain = (end: ShipmentEnd, differs?: boolean): ShipmentOutcome => ({
    route: shipment.route,
    end,
    retries: [],
    doubts: [],
    differs,
  })
  const claimed = await shipping.ledger.claim(shipment)()
  if (isLeft(claimed)) return plain({ _tag: 'Returned', reason: 'state unavailable' })
  const claim = claimed.right
  if (claim._tag === 'Claimed' || claim._tag === 'InDoubt') return await work(shipment, shipping, claim, conclude, grip)
  return plain(endOfClaim(claim), claim._tag === 'Delivered' && claim.differs)
}
