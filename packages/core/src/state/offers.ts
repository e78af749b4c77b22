import { isLeft } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../contracts/delivery.ts'
import type { Journal } from '../contracts/journal.ts'
import type { Batches } from './batches.ts'
import type { JournalledDeliveries } from './journalled.ts'
import { readJournalRow, sizeOfEntry, type JournalRow } from './journal-row.ts'
import type { Operation } from './messages.ts'
import { isFull } from './page.ts'
import { createReading, type Ask, type Reading } from './reading.ts'
import { firstPauseMs, mostPauseMs, pause } from './repeating.ts'

/** What offering is made of. */
export interface OffersParts {
  readonly source: string
  /** What its rows are called in the file. */
  readonly log: string
  readonly batches: Batches
  readonly journalled: JournalledDeliveries
  /** Deletes a row; false where the state closed before that was durable. */
  readonly forget: (forgetting: Operation) => Promise<boolean>
  /** A row of so many bytes is gone and settled. */
  readonly forgot: (bytes: number) => void
  readonly closing: AbortSignal
}

/** Hands out the rows of one source's journal until each is settled. */
export interface Offers {
  readonly deliveries: Journal['deliveries']
  /** New rows are durable. */
  readonly appended: () => void
  /** As `Reading` has them. */
  readonly withheld: Reading['withheld']
  readonly restored: Reading['restored']
}

/** Reads a page when the last one is handed out, and sleeps while there is nothing to read. */
export const createOffers = ({ source, log, batches, journalled, forget, forgot, closing }: OffersParts): Offers => {
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
    const forgetting: Operation = { does: 'settle', values: [id] }
    let settled = false
    let isForgotten = false
    const delivery: Delivery = {
      source,
      id: String(id),
      raw: entry,
      bytes: entry.bytes,
      envelope: entry.envelope,
      receivedAt: entry.receivedAt,
      replay: entry.replay,
      settle: (verdict) => async () => {
        if (settled) throw new Error(`delivery ${id} of ${source} was settled twice`)
        settled = true
        if (verdict._tag === 'Return') {
          resting = true
          news(() => reading.returned(id))
          return
        }
        if (journalled.isKept(delivery)) {
          // It has ended as far as this run is concerned. Still in flight, it is not offered before the next start.
          forgot(sizeOfEntry(entry))
          return
        }
        isForgotten ||= await forget(forgetting)
        if (isForgotten) forgot(sizeOfEntry(entry))
        restMs = firstPauseMs
        reading.settled(id)
      },
    }
    journalled.set(delivery, { forgetting, forgotten: () => (isForgotten = true) })
    return delivery
  }

  /** Tells the page to the reading before anything that was submitted later is answered. */
  const read = (ask: Ask): Promise<boolean> =>
    new Promise((resolve) => {
      const operations = [{ does: 'read', values: [log, ask.after] }] as const
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
    if (iterated) throw new Error(`the journal of ${log} is iterated once`)
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

  return {
    deliveries,
    appended: () => news(reading.appended),
    withheld: reading.withheld,
    restored: (ids, areGone) => news(() => reading.restored(ids, areGone)),
  }
}

const nobodySleeps = (): void => {}
