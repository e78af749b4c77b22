import type { Delivery } from '../contracts/delivery.ts'
import type { Entry, Ledger } from '../contracts/ledger.ts'

/** Brings the parts of one event to their ends. */
export interface Ending {
  /** A part ends for good: resolves when that is durable. Where it is the last one, the event's own end is in the same commit. */
  readonly end: (entry: Omit<Entry, 'done'>) => Promise<void>
  /** A part ends with nothing to write. */
  readonly pass: () => void
  /** A part will be offered again, and the event with it. */
  readonly giveBack: () => void
}

/** @param parts how many there are */
export const createEnding = (ledger: Ledger, delivery: Delivery, parts: number): Ending => {
  let open = parts
  let isReturned = false
  return {
    end: async (entry) => {
      // Of two that end at once neither may take the event along: the other's commit may fail.
      const isLast = open === 1 && !isReturned && delivery.withdrawn?.aborted !== true
      await ledger.conclude(isLast ? { ...entry, done: delivery } : entry)()
      open -= 1
    },
    pass: () => {
      open -= 1
    },
    giveBack: () => {
      open -= 1
      isReturned = true
    },
  }
}
