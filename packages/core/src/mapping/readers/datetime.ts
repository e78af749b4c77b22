import { expectedMoment, isInYears, readMoment, type EpochUnit } from './moment.ts'
import type { Reader } from './reader.ts'

/** A time in UTC, as Voucherify writes it: `2026-03-01T09:24:33.061Z`. What does not say its zone is in UTC. */
export const datetimeReader = (unit?: EpochUnit): Reader<string> => ({
  expected: expectedMoment(unit),
  read: (value) => {
    const moment = readMoment(value, unit)
    if (moment === undefined) return undefined
    const ms = moment.clockMs - (moment.aheadMs ?? 0)
    return isInYears(ms) ? new Date(ms).toISOString() : undefined
  },
})
