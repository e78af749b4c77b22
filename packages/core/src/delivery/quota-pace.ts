/** A schedule of calls at even distances: the generic cell rate algorithm (ITU-T I.371) with a tolerance for late timers. */
export interface Pace {
  /** When the next call is due where calls are `everyMs` apart; what has passed means at once. */
  readonly dueAt: (everyMs: number) => number
  /** Takes the next place in the schedule. */
  readonly take: (everyMs: number, now: number) => void
}

/** So late a call may be and still keep its place, in milliseconds: what timers are late by is not lost. */
const catchUpMs = 100

/**
 * The distance is an argument, because it changes with every answer: what was taken at a slow pace does not hold up a fast
 * one. After a pause as many calls are due at once as fit into 100 ms, and one.
 */
export const createPace = (): Pace => {
  let slot = -Infinity
  return {
    dueAt: (everyMs) => (slot === -Infinity ? slot : slot + everyMs),
    take: (everyMs, now) => {
      slot = Math.max(slot + everyMs, now - catchUpMs)
    },
  }
}
