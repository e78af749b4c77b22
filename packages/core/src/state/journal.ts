import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Journal, JournalEntry } from '../contracts/journal.ts'
import { submitted, type Batches } from './batches.ts'
import type { Capacity } from './capacity.ts'
import { sizeOfEntry } from './journal-row.ts'
import type { Operation } from './messages.ts'
import { createOffers } from './offers.ts'
import { repeating } from './repeating.ts'

/** What a journal is made of. */
export interface JournalParts {
  readonly source: string
  readonly batches: Batches
  /** Shared by the journals of all sources. */
  readonly capacity: Capacity
  /** Events of earlier runs. */
  readonly held: number
  /** Aborted when the state closes. */
  readonly closing: AbortSignal
}

/** One source's journal in the state file. An event that could not be settled before the state closed comes again. */
export const createJournal = ({ source, batches, capacity, held, closing }: JournalParts): Journal => {
  let depth = held

  const forget = async (id: number, bytes: number): Promise<void> => {
    const forgetting = [{ does: 'settle', values: [id] }] as const
    if (isLeft(await repeating(() => submitted(batches, 'soon', forgetting), closing))) return
    depth--
    capacity.free(1, bytes)
  }
  const offers = createOffers({ source, batches, forget, closing })

  return {
    append: (entries) => async () => {
      const bytes = entries.reduce((sum, entry) => sum + sizeOfEntry(entry), 0)
      const full = capacity.reserve(entries.length, bytes)
      if (full !== undefined) return left(full)
      const appending = entries.map((entry) => appendOf(source, entry))
      const written = await submitted(batches, 'at once', appending)
      if (isLeft(written)) {
        capacity.free(entries.length, bytes)
        return written
      }
      depth += entries.length
      offers.appended()
      return right(undefined)
    },
    deliveries: offers.deliveries,
    depth: () => depth,
  }
}

const appendOf = (source: string, { bytes, envelope, receivedAt }: JournalEntry): Operation => ({
  does: 'append',
  values: [source, Math.trunc(receivedAt), envelope ?? null, bytes],
})
