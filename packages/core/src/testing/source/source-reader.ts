import assert from 'node:assert/strict'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../../contracts/delivery.ts'
import { describeFault } from '../../contracts/failure.ts'
import type { Source } from '../../contracts/source.ts'
import { accept, type Verdict } from '../../contracts/verdict.ts'
import { soon, usualPatienceMs } from '../soon.ts'
import type { SourceHarness } from './source-harness.ts'

/** A delivery, and which sample it is. */
export interface Offer {
  readonly delivery: Delivery
  readonly messageId: string
}

/** Their samples, in their order. */
export const messageIdsOf = (offers: readonly Offer[]): readonly string[] => offers.map(({ messageId }) => messageId)

/** Reads a source as the pipeline does: it asks for one delivery at a time. */
export interface SourceReader {
  /** The next delivery. */
  readonly take: () => Promise<Offer>
  /** As many as it hands over, up to so many, while nothing is settled. A source may hand over one at a time. */
  readonly takeUpTo: (most: number) => Promise<readonly [Offer, ...Offer[]]>
  /** What was asked for and has not come yet. */
  readonly takeAsked: () => Promise<readonly Offer[]>
  readonly accept: (offer: Offer) => Promise<void>
  /** Returns it to the source. */
  readonly giveBack: (offer: Offer) => Promise<void>
  /** Takes and accepts until so many are accepted; the order in which they came. */
  readonly acceptNext: (count: number) => Promise<readonly Offer[]>
  /** Returns whatever still comes, until the source has ended. */
  readonly end: () => Promise<void>
  /** Leaves at once. */
  readonly leave: () => void
}

/** How long a source is given to hand over one more, in milliseconds: where it is slower, a case proves less. */
const oneMoreMs = 200

/** More deliveries than are underway after a stop. */
const mostAfterStop = 1_000

/** Iterates a source's deliveries. */
export const readSource = (
  { deliveries, decode }: Source,
  stop: AbortSignal,
  { messageIdOf = (event) => event.messageId, patienceMs = usualPatienceMs }: SourceHarness,
): SourceReader => {
  const iterator = deliveries(stop)[Symbol.asyncIterator]()
  let asked: Promise<IteratorResult<Delivery>> | undefined

  const ask = async (): Promise<Offer | undefined> => {
    asked ??= iterator.next()
    const next = await soon(asked, patienceMs, 'a delivery, or the end of them,')
    asked = undefined
    return next.done === true ? undefined : offerOf(next.value)
  }

  const offerOf = (delivery: Delivery): Offer => {
    const event = decode(delivery.raw)
    if (isLeft(event)) {
      const { left } = event
      const why = left._tag === 'Tombstone' ? ['it is a tombstone'] : left.faults.map(describeFault)
      assert.fail(`a sample cannot be decoded: ${why.join('; ')}`)
    }
    return { delivery, messageId: messageIdOf(event.right) }
  }

  const settle = ({ delivery }: Offer, verdict: Verdict): Promise<void> =>
    soon(delivery.settle(verdict)(), patienceMs, 'an end of settling')

  const take = async (): Promise<Offer> => (await ask()) ?? assert.fail('expected a delivery, found the end of them')

  const comesSoon = async (): Promise<boolean> => {
    asked ??= iterator.next()
    const late = new Promise<false>((resolve) => setTimeout(resolve, oneMoreMs, false))
    return Promise.race([asked.then(() => true), late])
  }

  const takeUpTo = async (most: number): Promise<readonly [Offer, ...Offer[]]> => {
    const offers: [Offer, ...Offer[]] = [await take()]
    while (offers.length < most && (await comesSoon())) {
      const offer = await ask()
      if (offer === undefined) break
      offers.push(offer)
    }
    return offers
  }

  const acceptOne = (offer: Offer): Promise<void> => settle(offer, accept)

  return {
    take,
    takeUpTo,
    takeAsked: async () => (asked === undefined ? [] : [await take()]),
    accept: acceptOne,
    giveBack: (offer) => settle(offer, { _tag: 'Return', reason: 'state unavailable' }),
    acceptNext: async (count) => {
      const offers: Offer[] = []
      while (offers.length < count) {
        const offer = await take()
        await acceptOne(offer)
        offers.push(offer)
      }
      return offers
    },
    end: async () => {
      for (let left = mostAfterStop; left > 0; left--) {
        const offer = await ask()
        if (offer === undefined) return
        await settle(offer, { _tag: 'Return', reason: 'stopping' })
      }
      assert.fail(`expected the end of the deliveries, found ${mostAfterStop} more`)
    },
    leave: () => {
      // A reader that leaves hears of nothing any more.
      asked?.catch(() => undefined)
      iterator.return?.().catch(() => undefined)
    },
  }
}
