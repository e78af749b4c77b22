import { setInterval } from 'node:timers/promises'
import { isDrained, lostIn, scrape, type Reading } from './scrape.ts'

/** How a relay came to have nothing on its way. */
export interface Drained {
  readonly last: Reading
  /** Events in none of the states, at each scrape. */
  readonly lost: readonly number[]
}

/** Scrapes until nothing is waiting or in flight. Rejects when that takes longer than the deadline. */
export const drain = async (admin: string, deadlineMs = 60_000): Promise<Drained> => {
  const end = performance.now() + deadlineMs
  const lost: number[] = []
  for await (const _ of setInterval(50)) {
    const last = await scrape(admin)
    lost.push(lostIn(last))
    if (isDrained(last)) return { last, lost }
    if (performance.now() > end) break
  }
  throw new Error(`something was on its way for ${deadlineMs} ms`)
}
