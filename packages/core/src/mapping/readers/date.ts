import { expectedMoment, readMoment, type EpochUnit } from './moment.ts'
import type { Reader } from './reader.ts'
import type { DateInZone } from './time-zone.ts'

/**
 * A date: `2026-03-01`. Without a zone it is the date that is written, whatever offset is written behind it, so that no
 * birthday moves; a number since 1970 is taken in UTC. With a zone it is the date there, unless what is written does
 * not say its offset: then it was written there.
 */
export const dateReader = (unit?: EpochUnit, dateInZone?: DateInZone): Reader<string> => ({
  expected: expectedMoment(unit),
  read: (value) => {
    const moment = readMoment(value, unit)
    if (moment === undefined) return undefined
    const { clockMs, aheadMs } = moment
    if (dateInZone !== undefined && aheadMs !== undefined) return dateInZone(clockMs - aheadMs)
    return new Date(clockMs).toISOString().slice(0, 10)
  },
})
