import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Destination, Found, Receipt, Shipment } from '../../src/contracts/destination.ts'
import type { DoubtCause, Fate, SendFailure } from '../../src/contracts/failure.ts'
import { memoryDestination, type MemoryBody } from '../../src/testing/memory-destination.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What an attempt comes to: it is processed and answered, it fails for certain, or it fails in doubt. */
export type Answer =
  | { readonly gives: 'ok' | Exclude<Fate, 'in-doubt'> }
  /** `processed`: how long after the failure it is, in milliseconds; undefined: never. */
  | { readonly gives: Exclude<DoubtCause, 'crash' | 'stopped'>; readonly processed: number | undefined }

/** What a look-up comes to: it tells what was processed, or fails. */
export type Look = 'truth' | 'unavailable' | 'in-doubt' | 'refused'

/** How a modelled destination behaves. */
export interface Model {
  readonly time: VirtualTime
  readonly answer: (shipment: Shipment<MemoryBody>, attempt: number) => Answer
  readonly look?: (look: number) => Look
  readonly inFlight?: number
}

/** A destination that knows what was processed. */
export interface ModelledDestination extends Destination<MemoryBody> {
  readonly attempts: readonly Shipment<MemoryBody>[]
  readonly looks: readonly Shipment<MemoryBody>[]
  /** Each processing in its order. */
  readonly processed: readonly Shipment<MemoryBody>[]
  readonly timesProcessed: (key: string) => number
}

/** A shipment of any delivery: what may be processed once. */
export const keyOf = ({ messageId, route }: Pick<Shipment<unknown>, 'messageId' | 'route'>): string =>
  `${messageId} by ${route}`

/** From the beginning of an attempt to its end, in milliseconds. */
const latencyMs = 50

/** After this time absence shows that nothing was and will be processed, in milliseconds. */
export const patienceMs = 30_000

/** The latest processing after a failure that shows in time. */
export const latestMs = patienceMs - 2 * latencyMs

const failure = (fate: Fate, doubt?: DoubtCause): SendFailure => ({
  _tag: 'SendFailure',
  fate,
  message: `it is ${fate}`,
  ...(doubt && { doubt }),
})

/** A destination that processes what it gets, or does not, before it fails; a request that was cut off may still be processed. */
export const modelledDestination = ({ time, answer, look, inFlight = 3 }: Model): ModelledDestination => {
  const { bodies } = memoryDestination()
  const attempts: Shipment<MemoryBody>[] = []
  const looks: Shipment<MemoryBody>[] = []
  const processed: Shipment<MemoryBody>[] = []
  const times = new Map<string, number[]>()

  const process = (shipment: Shipment<MemoryBody>): void => {
    processed.push(shipment)
    const key = keyOf(shipment)
    times.set(key, [...(times.get(key) ?? []), time.now()])
  }
  /** What comes of something, or of its being cut off. */
  const unlessCut = <A>(work: Promise<A>, stop: AbortSignal, cut: A): Promise<A> =>
    new Promise((resolve) => {
      stop.addEventListener('abort', () => resolve(cut), { once: true })
      void work.then(resolve)
    })

  const attempted = async (shipment: Shipment<MemoryBody>): Promise<Either<SendFailure, Receipt>> => {
    const told = answer(shipment, attempts.push(shipment) - 1)
    await time.wait(latencyMs)
    if (told.gives === 'ok') {
      process(shipment)
      return right({ status: 200 })
    }
    if (!('processed' in told)) return left(failure(told.gives))
    if (told.processed === 0) process(shipment)
    else if (told.processed !== undefined) void time.wait(told.processed).then(() => process(shipment))
    return left(failure('in-doubt', told.gives))
  }
  const looked = async (shipment: Shipment<MemoryBody>, since: number): Promise<Either<SendFailure, Found>> => {
    const told = look?.(looks.length) ?? 'truth'
    looks.push(shipment)
    await time.wait(latencyMs)
    if (told !== 'truth') return left(failure(told))
    const isPresent = times.get(keyOf(shipment))?.some((at) => at >= since) === true
    return right(isPresent ? { _tag: 'Present', receipt: { status: 200 } } : { _tag: 'Absent' })
  }

  return {
    attempts,
    looks,
    processed,
    timesProcessed: (key) => times.get(key)?.length ?? 0,
    bodies: Object.fromEntries(
      Object.entries(bodies).map(([kind, body]) => [kind, { ...body, doubtful: 'verifiable' }]),
    ),
    limits: { inFlight, patienceMs },
    send: (shipment, stop) => async () => {
      if (stop.aborted) return left(failure('unavailable'))
      return unlessCut(attempted(shipment), stop, left(failure('in-doubt', 'stopped')))
    },
    lookUp: (shipment, since, stop) => async () => {
      if (stop.aborted) return left(failure('unavailable'))
      return unlessCut(looked(shipment, since), stop, left(failure('in-doubt', 'stopped')))
    },
  }
}
