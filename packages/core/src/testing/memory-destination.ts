import * as t from 'io-ts'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Destination, Receipt, Shipment } from '../contracts/destination.ts'
import type { Fate, SendFailure } from '../contracts/failure.ts'

/** What the next attempt comes to: a receipt, a fate, or no answer until it is aborted. */
export type Answer = 'ok' | 'hang' | Fate

/** A body of a memory destination: it concerns `customer`, and carries anything. */
export interface MemoryBody {
  readonly customer: string
  readonly [key: string]: unknown
}

/** A destination that answers as it is told and remembers what it was asked. */
export interface MemoryDestination extends Destination<MemoryBody> {
  /** Every attempt in order. */
  readonly attempts: readonly { readonly shipment: Shipment<MemoryBody>; readonly answer: Answer }[]
  /** Attempts under way. */
  readonly inFlight: () => number
}

const failure = (fate: Fate, message: string): SendFailure => ({ _tag: 'SendFailure', fate, message })

/**
 * @param answer decides each attempt, told the shipment and how many attempts came before. Default: always `ok`.
 * @param inFlight the limit the destination declares
 */
export const memoryDestination = (
  answer: (shipment: Shipment<MemoryBody>, before: number) => Answer = () => 'ok',
  inFlight = 64,
): MemoryDestination => {
  const attempts: { shipment: Shipment<MemoryBody>; answer: Answer }[] = []
  let underWay = 0

  const decide = (now: Answer, stop: AbortSignal): Promise<Either<SendFailure, Receipt>> => {
    if (now === 'ok') return Promise.resolve(right({ status: 200 }))
    if (now !== 'hang') return Promise.resolve(left(failure(now, `the script says ${now}`)))
    const aborted = left(failure('in-doubt', 'aborted'))
    if (stop.aborted) return Promise.resolve(aborted)
    return new Promise((resolve) => stop.addEventListener('abort', () => resolve(aborted)))
  }

  return {
    attempts,
    inFlight: () => underWay,
    limits: { inFlight },
    bodies: {
      event: {
        codec: t.intersection([t.type({ customer: t.string }), t.UnknownRecord]),
        identity: (mapped) =>
          t.type({ customer: t.string }).is(mapped) && mapped.customer !== '' ? mapped.customer : undefined,
      },
    },
    send: (shipment, stop) => async () => {
      if (stop.aborted) return left(failure('unavailable', 'aborted before it was made'))
      const now = answer(shipment, attempts.length)
      attempts.push({ shipment, answer: now })
      underWay += 1
      // An answer never comes in the same turn as the question.
      await new Promise((resolve) => setImmediate(resolve))
      const result = await decide(now, stop)
      underWay -= 1
      return result
    },
  }
}
