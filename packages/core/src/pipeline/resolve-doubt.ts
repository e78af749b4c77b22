import { isLeft } from 'fp-ts/lib/Either.js'
import type { Destination, Receipt, Shipment } from '../contracts/destination.ts'
import type { SendFailure } from '../contracts/failure.ts'
import type { Gate } from './gate.ts'
import type { Trial } from './trial.ts'

/** What a doubt comes to. */
export type Resolution =
  /** It was processed. */
  | { readonly _tag: 'Found'; readonly receipt: Receipt }
  /** It is to be sent again; `isAbsent`: it is known not to have been processed. */
  | { readonly _tag: 'Again'; readonly isAbsent: boolean }
  /** Nobody can tell: it must not be sent again. */
  | { readonly _tag: 'Unknown' }
  /** The relay stops, or nobody wants the outcome any more. */
  | { readonly _tag: 'Stopped' }

/** What resolving needs beside the shipment. */
export interface Resolving<Body> {
  readonly destination: Destination<Body>
  readonly gate: Gate
  /** Told of each look-up that failed. */
  readonly failed: (shipment: Shipment<Body>, failure: SendFailure) => void
}

/** So soon it is looked for first, in milliseconds: what was processed shows by then, and need not hold its lane for longer. */
const firstLookMs = 10_000

/**
 * Resolves a doubt as the shipment's policy says. To verify costs two look-ups at most: one soon, and one when absence means
 * something. The patience begins now, since nobody knows how long ago the last attempt of an earlier run was.
 *
 * @param since a time before the first attempt, in milliseconds since the epoch
 */
export const resolveDoubt = async <Body>(
  shipment: Shipment<Body>,
  since: number,
  { destination, gate, failed }: Resolving<Body>,
  trial: Trial,
  isOver: () => boolean,
  gone: AbortSignal,
): Promise<Resolution> => {
  if (shipment.whenInDoubt === 'resend') return { _tag: 'Again', isAbsent: false }
  if (shipment.whenInDoubt === 'park' || destination.lookUp === undefined) return { _tag: 'Unknown' }
  const lookUp = destination.lookUp(shipment, since, gone)
  const { route, customer, priority } = shipment
  const ticket = { route, customer, priority, isLookUp: true }

  /** One look, repeated while it fails for reasons that pass; undefined where it is not there. */
  const look = async (): Promise<Resolution | undefined> => {
    for (;;) {
      const looked = await gate.through(ticket, lookUp, gone)
      if (!isLeft(looked))
        return looked.right._tag === 'Present' ? { _tag: 'Found', receipt: looked.right.receipt } : undefined
      const failure = looked.left
      if (failure._tag === 'Stopped') return { _tag: 'Stopped' }
      failed(shipment, failure)
      if (failure.fate === 'refused' || trial.isSpent(failure)) return { _tag: 'Unknown' }
      await trial.rest(failure)
    }
  }

  const patienceMs = destination.limits.patienceMs ?? 0
  const soonMs = Math.min(patienceMs, firstLookMs)
  for (const ms of soonMs < patienceMs ? [soonMs, patienceMs - soonMs] : [patienceMs]) {
    await trial.wait(ms)
    if (isOver()) return { _tag: 'Stopped' }
    const found = await look()
    if (found !== undefined) return found
  }
  return { _tag: 'Again', isAbsent: true }
}
