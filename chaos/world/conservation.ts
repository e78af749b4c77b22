import { setTimeout as sleep } from 'node:timers/promises'
import { lostIn, scrape, statesOf, type Reading } from '../../test/journey/scrape.ts'

/** Whether the numbers of relays add up, at every scrape. */
export interface Conservation {
  /** Scrapes once and counts what is in no state. */
  readonly scrape: (admin: string) => Promise<Reading>
  readonly scrapes: () => number
  /** Scrapes at which something did not add up. */
  readonly violations: () => number
  /** What the first of them said. */
  readonly firstViolation: () => string | undefined
}

/** Nothing scraped yet. */
export const createConservation = (): Conservation => {
  let scrapes = 0
  let violations = 0
  let first: string | undefined
  return {
    scrape: async (admin) => {
      const reading = await scrape(admin)
      scrapes += 1
      if (lostIn(reading) !== 0) {
        violations += 1
        const said = [reading('events_unaccounted'), reading('shipments_unaccounted')]
        first ??= JSON.stringify({ ...statesOf(reading), unaccounted: said })
      }
      return reading
    },
    scrapes: () => scrapes,
    violations: () => violations,
    firstViolation: () => first,
  }
}

/** What one life of a relay was seen to come to. */
export interface Life {
  /** The last reading; undefined where it ended before the first. */
  readonly last: () => Reading | undefined
  /** Resolves when nobody answers any more. */
  readonly over: Promise<void>
}

/** So often is scraped where nothing else is said: few doubts are met between the last scrape and a kill. */
const usuallyEveryMs = 20

/** Scrapes a relay again and again until it is gone. */
export const watchLife = (conservation: Conservation, admin: string, everyMs = usuallyEveryMs): Life => {
  let last: Reading | undefined
  const keep = async (): Promise<void> => {
    for (;;) {
      const reading = await conservation.scrape(admin).catch(() => undefined)
      if (reading === undefined) return
      last = reading
      await sleep(everyMs)
    }
  }
  return { last: () => last, over: keep() }
}

/** Doubts that a life has met, ended or not. */
export const doubtsIn = (reading: Reading | undefined): number =>
  reading === undefined ? 0 : reading('doubts_total') + reading('shipments_in_doubt')

/** Scrapes until nothing waits or is in flight; rejects when that takes longer than the deadline. */
export const drained = async (conservation: Conservation, admin: string, deadlineMs: number): Promise<Reading> => {
  const end = performance.now() + deadlineMs
  for (;;) {
    const reading = await conservation.scrape(admin)
    const left = reading('events_waiting') + reading('events_in_flight')
    if (left === 0) return reading
    if (performance.now() > end) throw new Error(`${left} events were on their way for ${deadlineMs} ms`)
    await sleep(usuallyEveryMs)
  }
}
