import type { Prospect } from './prospect.ts'

/** Counts what would become of events. */
export interface Tally {
  readonly add: (prospect: Prospect) => void
  readonly buried: () => number
  /** `3 events: 1 to deliver (2 shipments), 1 to skip (1 no route), 1 to bury (1 unmappable)`. */
  readonly text: () => string
}

const listed = (reasons: ReadonlyMap<string, number>): string =>
  reasons.size === 0 ? '' : ` (${[...reasons].map(([reason, n]) => `${n} ${reason}`).join(', ')})`

const total = (reasons: ReadonlyMap<string, number>): number => [...reasons.values()].reduce((sum, n) => sum + n, 0)

export const createTally = (): Tally => {
  let delivered = 0
  let shipments = 0
  const skipped = new Map<string, number>()
  const buried = new Map<string, number>()
  return {
    add: (prospect) => {
      if (prospect.end === 'delivered') {
        delivered += 1
        shipments += prospect.shipments
        return
      }
      const reasons = prospect.end === 'skipped' ? skipped : buried
      reasons.set(prospect.reason, (reasons.get(prospect.reason) ?? 0) + 1)
    },
    buried: () => total(buried),
    text: () => {
      const events = delivered + total(skipped) + total(buried)
      const ends = [
        `${delivered} to deliver (${shipments === 1 ? '1 shipment' : `${shipments} shipments`})`,
        `${total(skipped)} to skip${listed(skipped)}`,
        `${total(buried)} to bury${listed(buried)}`,
      ]
      return `${events === 1 ? '1 event' : `${events} events`}: ${ends.join(', ')}`
    },
  }
}
