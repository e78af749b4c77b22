import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { JournalEntry } from '../contracts/journal.ts'
import type { StateFailure } from '../contracts/failure.ts'
import type { ShipmentKey } from '../contracts/ledger.ts'
import { submitted, type Batches } from './batches.ts'
import type { WaitingEvent } from './events-reader.ts'
import { readJournalRow } from './journal-row.ts'
import type { Letters } from './letters.ts'
import type { Operation, Row, Value } from './messages.ts'
import type { Suppression } from './suppression.ts'

/** A letter as far as it tells whom it concerns. */
export interface LetterTrace {
  readonly id: number
  readonly source: string
  readonly route: string | undefined
  readonly customer: string | undefined
  /** The event, where no customer is known. */
  readonly entry: JournalEntry | undefined
  /** JSON text of what was mapped, where the event got that far. */
  readonly body: string | undefined
}

/** A shipment's row and its key. */
export interface ShipmentTrace extends ShipmentKey {
  readonly id: number
}

/** How a person is taken out of the state file: first the list, then slice by slice, so that events are never held up. */
export interface Forgetting {
  /** Durable when it resolves; whatever is claimed from then on is passed over. */
  readonly suppress: (customer: string) => Promise<Either<StateFailure, void>>
  /** Whether the customer was on the list. */
  readonly lift: (customer: string) => Promise<Either<StateFailure, boolean>>
  /** Events in the journal at this moment, page by page. Ends early where the state ails. */
  readonly events: () => AsyncGenerator<Either<StateFailure, readonly WaitingEvent[]>>
  readonly letters: () => AsyncGenerator<Either<StateFailure, readonly LetterTrace[]>>
  readonly shipments: (customer: string) => AsyncGenerator<Either<StateFailure, readonly ShipmentTrace[]>>
  readonly removeLetters: (ids: readonly number[]) => Promise<Either<StateFailure, number>>
  readonly removeShipments: (ids: readonly number[]) => Promise<Either<StateFailure, number>>
}

/** What forgetting is made of. */
export interface ForgettingParts {
  readonly batches: Batches
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly letters: Pick<Letters, 'taken'>
  readonly suppression: Suppression
}

/** Takes people out of the state file. */
export const createForgetting = ({ batches, now, letters, suppression }: ForgettingParts): Forgetting => {
  const page = async (operation: Operation): Promise<Either<StateFailure, readonly Row[]>> => {
    const done = await submitted(batches, 'soon', [operation])
    if (isLeft(done)) return done
    const [rows] = done.right
    return right(typeof rows === 'object' ? rows : [])
  }
  const count = async (operations: readonly Operation[]): Promise<Either<StateFailure, number>> => {
    const done = await submitted(batches, 'at once', operations)
    if (isLeft(done)) return done
    return right(done.right.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0))
  }

  /** Pages until one is empty; `next` says what to ask for after a page. */
  async function* pages<A>(first: Operation, read: (row: Row) => A, next: (last: Row) => Operation) {
    for (let asking = first; ;) {
      const rows = await page(asking)
      yield isLeft(rows) ? rows : right(rows.right.map(read))
      const last = isLeft(rows) ? undefined : rows.right.at(-1)
      if (last === undefined) return
      asking = next(last)
    }
  }

  return {
    suppress: async (customer) => {
      const values = [suppression.hashOf(customer), Math.trunc(now())]
      const done = await count([{ does: 'suppress', values }])
      if (isLeft(done)) return done
      suppression.add(customer)
      return right(undefined)
    },
    lift: async (customer) => {
      const done = await count([{ does: 'lift', values: [suppression.hashOf(customer)] }])
      if (isLeft(done)) return done
      suppression.remove(customer)
      return right(done.right > 0)
    },
    events: async function* () {
      const last = await page({ does: 'lastEvent', values: [] })
      if (isLeft(last)) return yield last
      const to = Number(last.right[0]?.[0] ?? 0)
      const after = (id: Value | undefined): Operation => ({ does: 'readEvents', values: [id ?? 0, to] })
      return yield* pages(after(0), readEvent, ([id]) => after(id))
    },
    letters: () => {
      return pages(lettersAfter(0), readLetter, ([id]) => lettersAfter(id))
    },
    shipments: async function* (customer) {
      for (let from = 0; ;) {
        const slice = await page({ does: 'sweepTo', values: [from] })
        if (isLeft(slice)) return yield slice
        const to = slice.right[0]?.[0]
        if (typeof to !== 'number') return
        const rows = await page({ does: 'shipmentsOf', values: [from, to, customer] })
        yield isLeft(rows) ? rows : right(rows.right.map(readShipment))
        if (isLeft(rows)) return
        from = to
      }
    },
    removeLetters: async (ids) => {
      const taking = ids.map((id): Operation => ({ does: 'takeLetter', values: [id] }))
      const done = await count([{ does: 'noteLetterTaken', values: [] }, ...taking])
      if (!isLeft(done)) letters.taken(done.right)
      return done
    },
    removeShipments: (ids) => count(ids.map((id): Operation => ({ does: 'removeShipment', values: [id] }))),
  }
}

const lettersAfter = (id: Value | undefined): Operation => ({ does: 'readLetters', values: [id ?? 0] })

const readEvent = (row: Row): WaitingEvent => ({ ...readJournalRow(row), log: String(row[5]) })

const textOf = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

const readLetter = ([id, source, route, , customer, bytes, envelope, receivedAt, body]: Row): LetterTrace => ({
  id: Number(id),
  source: String(source),
  route: textOf(route),
  customer: textOf(customer),
  entry:
    bytes instanceof Uint8Array
      ? { bytes: Buffer.from(bytes), envelope: textOf(envelope), receivedAt: Number(receivedAt) }
      : undefined,
  body: textOf(body),
})

const readShipment = ([id, source, messageId, route]: Row): ShipmentTrace => ({
  id: Number(id),
  source: String(source),
  messageId: String(messageId),
  route: String(route),
})
