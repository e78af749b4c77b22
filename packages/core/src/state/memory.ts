import { right } from 'fp-ts/lib/Either.js'
import type { Shipment } from '../contracts/destination.ts'
import type { Claim, Ledger } from '../contracts/ledger.ts'
import type { Letter } from '../contracts/letters.ts'
import { claimKey, createClaims } from './claims.ts'
import { doubtOf, type ShipmentRow } from './shipment-row.ts'
import { bodyText, standingOf } from './standing.ts'

/** A ledger that forgets with the process. */
export interface MemoryLedger extends Ledger {
  /** The dead letters, in the order of their first writing. */
  readonly letters: () => readonly Letter[]
}

/** `most` bounds how many shipments it remembers: the oldest goes first. */
export const memoryLedger = ({ most = Infinity }: { readonly most?: number } = {}): MemoryLedger => {
  const claims = createClaims()
  const rows = new Map<string, ShipmentRow>()
  const letters = new Map<string, Letter>()

  const record = (shipment: Shipment<unknown>, change: Pick<ShipmentRow, 'state' | 'attempts' | 'reason'>): void => {
    const name = claimKey(shipment)
    const { deliveryId } = shipment
    const begunAt = rows.get(name)?.begunAt ?? shipment.receivedAt
    rows.delete(name)
    rows.set(name, { id: 0, deliveryId, body: bodyText(shipment), begunAt, ...change })
    const [oldest] = rows.size > most ? rows.keys() : []
    if (oldest !== undefined) rows.delete(oldest)
  }

  return {
    claim: (shipment) => async () => {
      const name = claimKey(shipment)
      await claims.take(name)
      const row = rows.get(name)
      const told = row && standingOf(row, shipment)
      if (told !== undefined) {
        claims.end(name)
        return right(told)
      }
      const cause = row && doubtOf(row)
      const attempts = row?.attempts ?? []
      const claim: Claim =
        cause === undefined
          ? { _tag: 'Claimed', attempts }
          : { _tag: 'InDoubt', cause, since: row?.begunAt ?? shipment.receivedAt, attempts }
      return right(claim)
    },
    intend: (shipment) => async () => {
      const attempts = rows.get(claimKey(shipment))?.attempts ?? []
      record(shipment, { state: 'intended', attempts, reason: undefined })
      return right(undefined)
    },
    failed: (shipment, attempts) => {
      const isDoubtful = attempts.at(-1)?.failure.fate === 'in-doubt'
      record(shipment, { state: isDoubtful ? 'in doubt' : 'waiting', attempts, reason: undefined })
    },
    conclude:
      ({ conclusion, letter }) =>
      async () => {
        if (letter !== undefined) {
          letters.set(JSON.stringify([letter.source, letter.deliveryId, letter.route ?? '']), letter)
        }
        if (conclusion === undefined) return
        const { shipment, end, attempts } = conclusion
        const isBuried = end._tag === 'Buried'
        record(shipment, {
          state: isBuried ? 'buried' : 'delivered',
          attempts,
          reason: isBuried ? end.reason : undefined,
        })
        claims.end(claimKey(shipment))
      },
    release: (shipment) => claims.end(claimKey(shipment)),
    letters: () => [...letters.values()],
  }
}
