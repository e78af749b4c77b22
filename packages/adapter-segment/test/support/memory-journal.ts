import { left, right } from 'fp-ts/lib/Either.js'
import type { Delivery, Journal, JournalEntry, JournalFull, StateFailure } from '@vouchrelay/core'

/** A journal in memory that shows what it holds, and fails when told to. */
export interface MemoryJournal extends Journal {
  readonly entries: readonly JournalEntry[]
  /** Every append as it came. */
  readonly appends: readonly (readonly JournalEntry[])[]
  /** From now on appends end so; undefined: they go well. */
  readonly failWith: (failure: JournalFull | StateFailure | undefined) => void
}

export const createMemoryJournal = (): MemoryJournal => {
  const entries: JournalEntry[] = []
  const appends: (readonly JournalEntry[])[] = []
  let failure: JournalFull | StateFailure | undefined
  let settled = 0

  const deliver = (entry: JournalEntry, id: string): Delivery => ({
    source: 'shop',
    id,
    raw: entry,
    ...entry,
    settle: () => async () => {
      settled++
    },
  })

  return {
    entries,
    appends,
    failWith: (next) => {
      failure = next
    },
    append: (some) => async () => {
      // Copies, as a durable journal makes them.
      const copies = some.map((entry) => ({ ...entry, bytes: Uint8Array.from(entry.bytes) }))
      if (failure !== undefined) return left(failure)
      appends.push(copies)
      entries.push(...copies)
      return right(undefined)
    },
    deliveries: async function* (stop) {
      for (let i = 0; i < entries.length && !stop.aborted; i++) {
        const entry = entries[i]
        if (entry !== undefined) yield deliver(entry, String(i))
      }
    },
    depth: () => entries.length - settled,
  }
}
