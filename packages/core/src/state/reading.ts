import type { JournalRow } from './journal-row.ts'

/** A page that was asked for: the rows after an id, unless something was returned meanwhile. */
export interface Ask {
  readonly after: number
  readonly turn: number
}

/**
 * Where the reading of one source's journal stands: one page in memory, the ids in flight, and what was returned.
 * It does no I/O. Rows come in the order of their ids; a returned row comes again before any row after it.
 */
export interface Reading {
  /** The next row to hand out; undefined where the page is used up. */
  readonly next: () => JournalRow | undefined
  /** The page to read next; undefined while this one is not used up, and where everything known has been read. */
  readonly ask: () => Ask | undefined
  /**
   * A page came. It must be told before the settling of any of its rows is told: what is in flight at this moment is
   * left out of the page.
   */
  readonly arrived: (ask: Ask, rows: readonly JournalRow[], full: boolean) => void
  /** The page could not be read: it is to be asked for again. */
  readonly missed: () => void
  readonly appended: () => void
  /** The row is gone from the file. */
  readonly settled: (id: number) => void
  /** The row is to be handed out again. */
  readonly returned: (id: number) => void
  /**
   * Gives those of the rows that are not in flight: they are not handed out until `restored` says so. What was returned is left
   * out, too: somebody keeps others waiting behind it until it comes again.
   */
  readonly withheld: (ids: readonly number[]) => readonly number[]
  /** What was withheld is gone from the file, or is to be handed out after all. */
  readonly restored: (ids: readonly number[], areGone: boolean) => void
}

/** A reading that begins at the journal's beginning. */
export const createReading = (): Reading => {
  const inFlight = new Set<number>()
  const held = new Set<number>()
  const awaited = new Set<number>()
  let page: readonly JournalRow[] = []
  let at = 0
  let read = 0
  let more = true
  let turn = 0

  /** Reads again from before a row. */
  const turnBack = (id: number): void => {
    read = Math.min(read, id - 1, (page[at]?.id ?? Infinity) - 1)
    page = []
    at = 0
    more = true
    turn++
  }

  return {
    next: () => {
      const row = page[at]
      if (row === undefined) return undefined
      at++
      inFlight.add(row.id)
      awaited.delete(row.id)
      return row
    },
    ask: () => {
      if (!more || page[at] !== undefined) return undefined
      more = false
      return { after: read, turn }
    },
    arrived: (ask, rows, full) => {
      if (ask.turn !== turn) return
      page = rows.filter(({ id }) => !inFlight.has(id) && !held.has(id))
      at = 0
      read = rows.at(-1)?.id ?? read
      if (full) more = true
    },
    missed: () => {
      more = true
    },
    appended: () => {
      more = true
    },
    settled: (id) => {
      inFlight.delete(id)
    },
    returned: (id) => {
      inFlight.delete(id)
      awaited.add(id)
      turnBack(id)
    },
    withheld: (ids) => {
      const free = ids.filter((id) => !inFlight.has(id) && !awaited.has(id) && !held.has(id))
      for (const id of free) held.add(id)
      page = page.slice(at).filter(({ id }) => !held.has(id))
      at = 0
      return free
    },
    restored: (ids, areGone) => {
      for (const id of ids) held.delete(id)
      if (!areGone && ids.length > 0) turnBack(Math.min(...ids))
    },
  }
}
