import { createMeter } from './quota-meter.ts'

/** Finds out, where no end is told, that the server's window has begun anew: its bounds are fixed then. */
export interface Turn {
  /** Called with each answer to a call that was counted. */
  readonly hear: (begunAt: number, now: number, periodMs: number) => void
  /** Whether the answer just heard shows it: `cameBack` more calls are left than there should be, `spent` of `limit` are not. */
  readonly hasTurned: (cameBack: number, spent: number, limit: number, now: number) => boolean
  /** Whether we have been calling, without a period's pause, for no more than a period: a turn may be to come. */
  readonly isEarly: (now: number) => boolean
}

/** So many periods after the first call a turn has been seen, where there is one: in a twentieth, calls find it out. */
const earlyPeriods = 1.05

/**
 * Two signs of a turn, both where much comes back at once:
 *
 * - Half of the limit or more. So much is seldom spent at once, which is what a window that glides gives back at once.
 * - Of our own calls of the last period, half or more; and then fewer than half count. A window that glides forgets none of
 *   them, whatever others do; a half is left for answers that overtake each other, and for those that were not counted.
 */
export const createTurn = (): Turn => {
  let ours = createMeter(1)
  let callingSince = Infinity

  return {
    hear: (begunAt, now, periodMs) => {
      if (ours.spanMs !== periodMs) ours = createMeter(periodMs)
      if (ours.total(now) === 0) callingSince = begunAt
      ours.count(now, 1)
    },
    hasTurned: (cameBack, spent, limit, now) => {
      const half = ours.total(now) / 2
      return cameBack >= limit / 2 || (cameBack >= half && spent < half)
    },
    isEarly: (now) => now < callingSince + earlyPeriods * ours.spanMs,
  }
}
