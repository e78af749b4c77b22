import type { JournalFull } from '../contracts/failure.ts'

/** How much the journal may hold, all sources together. */
export interface Limits {
  readonly journalMaxEvents: number
  readonly journalMaxBytes: number
}

/** Counts exactly what the journal holds, appends that are under way included. */
export interface Capacity {
  /** Takes room for an append before it is written; undefined where there was room. */
  readonly reserve: (events: number, bytes: number) => JournalFull | undefined
  /** Gives room back: the append failed, or the events were settled. */
  readonly free: (events: number, bytes: number) => void
}

/** The capacity of a journal that already holds something. */
export const createCapacity = (limits: Limits, held: { readonly events: number; readonly bytes: number }): Capacity => {
  let { events, bytes } = held
  const full = (what: string): JournalFull => ({
    _tag: 'JournalFull',
    message: `the journal holds ${events} events in ${bytes} bytes, and its settings allow ${what}`,
  })
  return {
    reserve: (moreEvents, moreBytes) => {
      if (events + moreEvents > limits.journalMaxEvents) return full(`${limits.journalMaxEvents} events`)
      if (bytes + moreBytes > limits.journalMaxBytes) return full(`${limits.journalMaxBytes} bytes`)
      events += moreEvents
      bytes += moreBytes
      return undefined
    },
    free: (fewerEvents, fewerBytes) => {
      events -= fewerEvents
      bytes -= fewerBytes
    },
  }
}
