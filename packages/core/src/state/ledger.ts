import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { Shipment } from '../contracts/destination.ts'
import type { StateFailure } from '../contracts/failure.ts'
import type { Claim, Entry, Ledger } from '../contracts/ledger.ts'
import { submitted, type Batches } from './batches.ts'
import { becoming, endOf, rowOf, type Held } from './becoming.ts'
import { claimKey, createClaims } from './claims.ts'
import type { JournalledDeliveries } from './journalled.ts'
import type { Letters } from './letters.ts'
import { repeating } from './repeating.ts'
import type { Done } from './submission.ts'
import { doubtOf, readShipmentRow, type ShipmentRow } from './shipment-row.ts'
import { standingOf } from './standing.ts'

/** What a ledger is made of. */
export interface LedgerParts {
  readonly batches: Batches
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Aborted when the state closes. */
  readonly closing: AbortSignal
  readonly letters: Pick<Letters, 'writing' | 'written'>
  readonly journalled: JournalledDeliveries
  /** The first id that no shipment of the file has. */
  readonly nextId: number
  /** Whether a shipment may have been under way when the last run broke off, although nothing is written of it. */
  readonly isSuspect: (shipment: Shipment<unknown>) => boolean
  readonly isSuppressed: (customer: string) => boolean
}

/** The ledger of the state file. */
export interface FileLedger extends Ledger {
  /** Claims that are held just now, and shipments of which the file says less than is known: while there are any, no run ends well. */
  readonly held: () => number
}

/** The ledger in the state file: claims in memory, intents, ends and letters on disk. */
export const createLedger = (parts: LedgerParts): FileLedger => {
  const { batches, now, closing, letters, journalled, isSuspect, isSuppressed } = parts
  const claims = createClaims()
  /** By the name of the claim. */
  const holding = new Map<string, Held>()
  let nextId = parts.nextId
  /** What is known of shipments and could not be written, by the name of their claim. */
  const unwritten = new Map<string, ShipmentRow>()

  const end = ({ name }: Held): void => {
    holding.delete(name)
    claims.end(name)
  }

  const heldOf = (shipment: Shipment<unknown>): Held => {
    const held = holding.get(claimKey(shipment))
    if (held === undefined) throw new Error('a shipment is worked on that nobody has claimed')
    return held
  }

  const found = (shipment: Shipment<unknown>, name: string, written: ShipmentRow | undefined): Claim => {
    const known = unwritten.get(name)
    const row = known === undefined ? written : { ...known, begunAt: written?.begunAt ?? known.begunAt }
    const told = row && standingOf(row, shipment)
    if (row !== undefined && told !== undefined) {
      const isCopy = row.deliveryId !== shipment.deliveryId
      if (isCopy) batches.submit({ operations: [{ does: 'countCopy', values: [row.id] }], when: 'soon', done: ignore })
      claims.end(name)
      return told
    }
    const attempts = row?.attempts ?? []
    const begunAt = Math.trunc(now())
    holding.set(name, { name, id: row?.id ?? nextId++, begunAt, isRecorded: false, attempts })
    const cause = (row && doubtOf(row)) ?? (isSuspect(shipment) ? 'crash' : undefined)
    if (cause === undefined) return { _tag: 'Claimed', attempts }
    return { _tag: 'InDoubt', cause, since: row?.begunAt ?? shipment.receivedAt, attempts }
  }

  /** Writes an entry in one commit. */
  const write = ({ conclusion, letter, done }: Entry, held: Held | undefined): Promise<Done> => {
    const row = done === undefined || journalled.isKept(done) ? undefined : journalled.get(done)
    const operations = letter === undefined ? [] : [...letters.writing(letter)]
    if (conclusion !== undefined && held !== undefined) {
      operations.push(becoming(conclusion.shipment, held, endOf(conclusion), Math.trunc(now())))
    }
    if (row !== undefined) operations.push(row.forgetting)
    return new Promise((resolve) => {
      const told = (written: Done): void => {
        if (!isLeft(written)) {
          if (letter !== undefined) letters.written(written.right)
          if (held !== undefined) unwritten.delete(held.name)
          row?.forgotten()
        }
        resolve(written)
      }
      batches.submit({ operations, when: 'soon', done: told })
    })
  }

  /** An entry can never be written: nobody may wait for it, copies are told how it ended, and its event stays in the journal. */
  const giveUp = ({ conclusion, letter }: Entry, held: Held | undefined): void => {
    const about = conclusion?.shipment ?? letter
    if (about !== undefined) journalled.keep({ source: about.source, id: about.deliveryId })
    if (conclusion === undefined || held === undefined) return
    unwritten.set(held.name, rowOf(conclusion.shipment, held, endOf(conclusion)))
  }

  return {
    claim: (shipment) => async (): Promise<Either<StateFailure, Claim>> => {
      const name = claimKey(shipment)
      const taken = claims.take(name)
      if (taken !== undefined) await taken
      const { source, messageId, route, customer } = shipment
      if (isSuppressed(customer)) {
        const removing = { does: 'removeUnfinished', values: [messageId, route, source, customer] } as const
        const removed = await submitted(batches, 'soon', [removing])
        if (!isLeft(removed)) unwritten.delete(name)
        claims.end(name)
        return isLeft(removed) ? removed : suppressed
      }
      // A shipment waits for its place at the gate anyway: the look may linger to share a message with other operations.
      const looked = await submitted(batches, 'soon', [{ does: 'look', values: [messageId, route, source] }])
      if (isLeft(looked)) {
        claims.end(name)
        return looked
      }
      const [rows] = looked.right
      const row = typeof rows === 'object' ? rows[0] : undefined
      return right(found(shipment, name, row && readShipmentRow(row)))
    },
    intend: (shipment) => async () => {
      if (shipment.whenInDoubt === 'resend') return intended
      const held = heldOf(shipment)
      const intending = becoming(shipment, held, { state: 'intended', attempts: held.attempts }, Math.trunc(now()))
      const written = await submitted(batches, 'at once', [intending])
      if (isLeft(written)) return written
      held.isRecorded = true
      unwritten.delete(held.name)
      return intended
    },
    failed: (shipment, attempts) => {
      const held = heldOf(shipment)
      held.attempts = attempts
      const isDoubtful = attempts.at(-1)?.failure.fate === 'in-doubt'
      const become = { state: isDoubtful ? 'in doubt' : 'waiting', attempts } as const
      const operations = [becoming(shipment, held, become, Math.trunc(now()))]
      const note = (done: Done): void => {
        if (isLeft(done)) unwritten.set(held.name, rowOf(shipment, held, become))
        else unwritten.delete(held.name)
      }
      batches.submit({ operations, when: 'soon', done: note })
    },
    conclude: (entry) => async () => {
      const held = entry.conclusion && heldOf(entry.conclusion.shipment)
      const written = await repeating(() => write(entry, held), closing)
      if (isLeft(written) && written.left.isRefused) giveUp(entry, held)
      if (held !== undefined) end(held)
    },
    release: (shipment) => end(heldOf(shipment)),
    held: () => claims.size() + unwritten.size,
  }
}

const ignore = (): void => {}
const intended = right<StateFailure, void>(undefined)
const suppressed = right<StateFailure, Claim>({ _tag: 'Suppressed' })
