import * as t from 'io-ts'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { BodyKind, Destination, Found, Limits, Receipt, Shipment } from '../contracts/destination.ts'
import type { Fate, SendFailure } from '../contracts/failure.ts'

/**
 * What the next attempt comes to: a receipt, a fate, no answer until it is aborted, or `lost`: it is taken, but its answer does not
 * come, so that it is in doubt.
 */
export type Answer = 'ok' | 'hang' | 'lost' | Fate

/** A body of a memory destination: it concerns `customer`, and carries anything. */
export interface MemoryBody {
  readonly customer: string
  readonly [key: string]: unknown
}

/** What a memory destination is beside its answers. */
export interface MemoryTraits extends Partial<Limits> {
  /** What can be done about its doubts. `verifiable`: it has a `lookUp`, which finds what was answered with `ok` or `lost`. */
  readonly doubtful?: BodyKind<MemoryBody>['doubtful']
  /** Decides each look-up that does not simply find or not find. Default: none. */
  readonly looking?: () => Fate | undefined
  /** Decides each probe. Default: it has none. */
  readonly probing?: () => 'ok' | Fate
}

/** A destination that answers as it is told and remembers what it was asked. */
export interface MemoryDestination extends Destination<MemoryBody> {
  /** Every attempt in order. */
  readonly attempts: readonly { readonly shipment: Shipment<MemoryBody>; readonly answer: Answer }[]
  /** Attempts under way. */
  readonly inFlight: () => number
}

const failure = (fate: Fate, message: string): SendFailure => ({ _tag: 'SendFailure', fate, message })

/** An answer never comes in the same turn as the question. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/**
 * @param answer decides each attempt, told the shipment and how many attempts came before. Default: always `ok`.
 * @param inFlight the limit the destination declares
 */
export const memoryDestination = (
  answer: (shipment: Shipment<MemoryBody>, before: number) => Answer = () => 'ok',
  inFlight = 64,
  { doubtful, looking = () => undefined, probing, ...limits }: MemoryTraits = {},
): MemoryDestination => {
  const attempts: { shipment: Shipment<MemoryBody>; answer: Answer }[] = []
  let underWay = 0

  const decide = (now: Answer, stop: AbortSignal): Promise<Either<SendFailure, Receipt>> => {
    if (now === 'ok') return Promise.resolve(right({ status: 200 }))
    if (now === 'lost') return Promise.resolve(left(failure('in-doubt', 'the script says lost')))
    if (now !== 'hang') return Promise.resolve(left(failure(now, `the script says ${now}`)))
    const aborted = left({ ...failure('in-doubt', 'aborted'), doubt: 'stopped' as const })
    if (stop.aborted) return Promise.resolve(aborted)
    return new Promise((resolve) => stop.addEventListener('abort', () => resolve(aborted)))
  }
  const isTaken = (wanted: Shipment<MemoryBody>): boolean =>
    attempts.some(({ shipment, answer }) => (answer === 'ok' || answer === 'lost') && isSame(shipment, wanted))

  return {
    attempts,
    inFlight: () => underWay,
    limits: { inFlight, ...limits },
    bodies: {
      event: {
        codec: t.intersection([t.type({ customer: t.string }), t.UnknownRecord]),
        identity: (mapped) =>
          t.type({ customer: t.string }).is(mapped) && mapped.customer !== '' ? mapped.customer : undefined,
        doubtful,
      },
    },
    send: (shipment, stop) => async () => {
      if (stop.aborted) return left(failure('unavailable', 'aborted before it was made'))
      const now = answer(shipment, attempts.length)
      attempts.push({ shipment, answer: now })
      underWay += 1
      await turn()
      const result = await decide(now, stop)
      underWay -= 1
      return result
    },
    ...(doubtful !== 'verifiable'
      ? {}
      : {
          lookUp: (shipment, _since, stop) => async (): Promise<Either<SendFailure, Found>> => {
            const fate = stop.aborted ? 'unavailable' : looking()
            const found: Found = isTaken(shipment) ? { _tag: 'Present', receipt: { status: 200 } } : { _tag: 'Absent' }
            await turn()
            return fate === undefined ? right(found) : left(failure(fate, 'it cannot be looked up'))
          },
        }),
    ...(probing === undefined
      ? {}
      : {
          probe: (stop) => async (): Promise<Either<SendFailure, Receipt>> => {
            const now = stop.aborted ? 'unavailable' : probing()
            await turn()
            return now === 'ok' ? right({ status: 200 }) : left(failure(now, `the script says ${now}`))
          },
        }),
  }
}

const isSame = (one: Shipment<MemoryBody>, other: Shipment<MemoryBody>): boolean =>
  one.source === other.source && one.messageId === other.messageId && one.route === other.route
