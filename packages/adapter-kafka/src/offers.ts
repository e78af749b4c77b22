import type { Delivery } from '@vouchrelay/core'
import type { Assignment, Held } from './assignment.ts'
import type { Partition, TopicRecord } from './driver.ts'
import { nameOf } from './locate.ts'
import type { Loop } from './loop.ts'

/** What a delivery says of its record. */
export type Presented = Pick<Delivery, 'raw' | 'bytes' | 'envelope'>

/** Hands out records of all partitions in turn. */
export interface Offers {
  /** The next delivery, where there is one at hand. */
  readonly next: (assignments: readonly Assignment[], now: number) => Delivery | undefined
}

export interface OffersParts {
  /** The source's name in the settings. */
  readonly source: string
  readonly present: (record: TopicRecord, partition: Partition, receivedAt: number) => Presented
  readonly loop: Loop
  readonly now: () => number
  /** A verdict gave something to do: beyond that a record ended. */
  readonly stirred: () => void
}

/** So many records of a partition go before the next one has its turn: looking for a turn costs more than taking it. */
const burst = 64

export const createOffers = ({ source, present, loop, now, stirred }: OffersParts): Offers => {
  let turn = 0
  let left = burst

  const offer = (assignment: Assignment, held: Held): Delivery => {
    const id = `${nameOf(assignment)}-${held.offset}`
    // Member by member: a spread beside a getter took a third of the time of a whole consumer.
    const { raw, bytes, envelope } = present(held.record, assignment, held.receivedAt)
    let isSettled = false
    return {
      source,
      id,
      raw,
      bytes,
      envelope,
      receivedAt: held.receivedAt,
      get recalled() {
        held.recall ??= new AbortController()
        return held.recall.signal
      },
      withdrawn: assignment.withdrawn,
      settle: (verdict) => async () => {
        if (isSettled) throw new Error(`delivery ${id} of ${source} was settled twice`)
        isSettled = true
        loop(() => {
          if (verdict._tag === 'Accept') return assignment.ended(held)
          assignment.returned(held, now())
          stirred()
        })
      },
    }
  }

  return {
    next: (assignments, at) => {
      for (let tried = 0; tried <= assignments.length; tried++) {
        turn %= Math.max(1, assignments.length)
        const assignment = assignments[turn]
        const held = left > 0 ? assignment?.next(at) : undefined
        if (assignment !== undefined && held !== undefined) {
          left -= 1
          return offer(assignment, held)
        }
        turn += 1
        left = burst
      }
      return undefined
    },
  }
}
