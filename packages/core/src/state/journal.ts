import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { JournalFull, StateFailure } from '../contracts/failure.ts'
import type { Journal, JournalEntry } from '../contracts/journal.ts'
import { submitted, type Batches } from './batches.ts'
import type { Capacity } from './capacity.ts'
import { sizeOfEntry } from './journal-row.ts'
import type { JournalledDeliveries } from './journalled.ts'
import type { Operation } from './messages.ts'
import { createOffers } from './offers.ts'
import { repeating } from './repeating.ts'

/** What a journal is made of. */
export interface JournalParts {
  readonly source: string
  /** What its rows are called in the file. */
  readonly log: string
  readonly batches: Batches
  /** Shared by the journals of all sources. */
  readonly capacity: Capacity
  /** Events of earlier runs. */
  readonly held: number
  readonly journalled: JournalledDeliveries
  /** Aborted when the state closes. */
  readonly closing: AbortSignal
}

/** A row and what it counts against the journal's bytes. */
export interface Sized {
  readonly id: number
  readonly bytes: number
}

/** A journal in the state file, with what a person's decisions do to it. */
export interface FileJournal extends Journal {
  /** Takes room for an event that another commit brings; the function is to be told whether it did, once that is durable. */
  readonly expect: (bytes: number) => Either<JournalFull, (isThere: boolean) => void>
  /**
   * Deletes those of the rows that nobody works on, in one commit.
   *
   * @param gone told how many those were, in the same moment in which they no longer count
   */
  readonly remove: (rows: readonly Sized[], gone: (events: number) => void) => Promise<Either<StateFailure, void>>
}

/** One source's journal in the state file. An event that could not be settled before the state closed comes again. */
export const createJournal = (parts: JournalParts): FileJournal => {
  const { log, batches, capacity, held, closing } = parts
  let depth = held

  const forget = async (forgetting: Operation): Promise<boolean> =>
    !isLeft(await repeating(() => submitted(batches, 'soon', [forgetting]), closing))
  const forgot = (bytes: number): void => {
    depth--
    capacity.free(1, bytes)
  }
  const offers = createOffers({ ...parts, forget, forgot })

  return {
    append: (entries) => async () => {
      const bytes = entries.reduce((sum, entry) => sum + sizeOfEntry(entry), 0)
      const full = capacity.reserve(entries.length, bytes)
      if (full !== undefined) return left(full)
      const appending = entries.map((entry) => appendOf(log, entry))
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
    expect: (bytes) => {
      const full = capacity.reserve(1, bytes)
      if (full !== undefined) return left(full)
      return right((isThere) => {
        if (!isThere) return capacity.free(1, bytes)
        depth += 1
        return offers.appended()
      })
    },
    remove: async (rows, gone) => {
      const free = offers.withheld(rows.map(({ id }) => id))
      const operations = free.map((id): Operation => ({ does: 'removeEvent', values: [id] }))
      const done = await submitted(batches, 'soon', operations)
      offers.restored(free, !isLeft(done))
      if (isLeft(done)) return done
      const sizes = new Map(rows.map(({ id, bytes }) => [id, bytes]))
      const removed = free.filter((_, i) => done.right[i] === 1)
      depth -= removed.length
      capacity.free(
        removed.length,
        removed.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0),
      )
      gone(removed.length)
      return right(undefined)
    },
  }
}

const appendOf = (log: string, { bytes, envelope, receivedAt, replay }: JournalEntry): Operation => ({
  does: 'append',
  values: [log, Math.trunc(receivedAt), envelope ?? null, bytes, replay === undefined ? null : JSON.stringify(replay)],
})
