import { isLeft } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../contracts/delivery.ts'
import type { Journal } from '../contracts/journal.ts'
import type { Batches } from './batches.ts'
import { readJournalRow, sizeOfEntry, type JournalRow } from './journal-row.ts'
import { isFull } from './page.ts'
import { createReading, type Ask } from './reading.ts'
import { firstPauseMs, mostPauseMs, pause } from './repeating.ts'

/** What offering is made of. */
export interface OffersParts {
  readonly source: string
  readonly batches: Batches
  /** Deletes a row; resolves when that is durable or the state closes. */
  readonly forget: (id: number, bytes: number) => Promise<void>
  readonly closing: AbortSignal
}

/** Hands out the rows of one source's journal until each is settled. */
export interface Offers {
  readonly deliveries: Journal['deliveries']
  /** New rows are durable. */
  readonly appended: () => void
}

/** Reads a page when the last one is handed out, and sleeps while there is nothing to read. */
export const createOffers = ({ source, batches, forget, closing }: OffersParts): Offers => {
  const reading = createReading()
  let wake = nobodySleeps
  let iterated = false
  /** How long to rest before what was returned is offered again; it grows until something is accepted. */
  let restMs = firstPauseMs
  let resting = false

  const news = (change: () => void) => {
    change()
    wake()
  }

  const deliveryOf = ({ id, entry }: JournalRow): Delivery => {
    let settled = false
    return {
      source,
      id: String(id),
      raw: entry,
      bytes: entry.bytes,
      envelope: entry.envelope,
      receivedAt: entry.receivedAt,
      settle: (verdict) => async () => {
        if (settled) throw new Error(`delivery ${id} of ${source} was settled twice`)
        settled = true
        if (verdict._tag === 'Return') {
          resting = true
          news(() => reading.returned(id))
          return
        }
        await forget(id, sizeOfEntry(entry))
        restMs = firstPauseMs
        reading.settled(id)
      },
    }
  }

  /** Tells the page to the reading before anything that was submitted later is answered. */
  const read = (ask: Ask): Promise<boolean> =>
    new Promise((resolve) => {
      const operations = [{ does: 'read', values: [source, ask.after] }] as const
      batches.submit({
        operations,
        when: 'at once',
        done: (result) => {
          if (isLeft(result)) reading.missed()
          else {
            const rows = typeof result.right[0] === 'object' ? result.right[0].map(readJournalRow) : []
            const bytes = rows.reduce((sum, { entry }) => sum + entry.bytes.byteLength, 0)
            reading.arrived(ask, rows, isFull(rows.length, bytes))
          }
          resolve(!isLeft(result))
        },
      })
    })

  async function* deliveries(stop: AbortSignal): AsyncGenerator<Delivery> {
    if (iterated) throw new Error(`the journal of ${source} is iterated once`)
    iterated = true
    const ends = AbortSignal.any([stop, closing])
    ends.addEventListener('abort', () => wake())
    let failedMs = firstPauseMs
    while (!ends.aborted) {
      if (resting) {
        await pause(restMs, ends)
        restMs = Math.min(restMs * 2, mostPauseMs)
        resting = false
        continue
      }
      const row = reading.next()
      if (row !== undefined) {
        yield deliveryOf(row)
        continue
      }
      const ask = reading.ask()
      if (ask === undefined) {
        await new Promise<void>((resolve) => (wake = resolve))
      } else if (await read(ask)) {
        failedMs = firstPauseMs
      } else {
        await pause(failedMs, ends)
        failedMs = Math.min(failedMs * 2, mostPauseMs)
      }
    }
  }

  return { deliveries, appended: () => news(reading.appended) }
}

const nobodySleeps = (): void => {}
