import type { Delivery } from '../contracts/delivery.ts'
import type { Operation } from './messages.ts'

/** What a delivery of the journal is in the state file. */
export interface Journalled {
  /** Deletes its row. */
  readonly forgetting: Operation
  /** The row is gone: settling it has nothing left to write. */
  readonly forgotten: () => void
}

type Named = Pick<Delivery, 'source' | 'id'>

/** Which deliveries lie in the state file, so that an entry of the ledger can share its commit with their deletion. */
export interface JournalledDeliveries {
  readonly get: (delivery: Delivery) => Journalled | undefined
  readonly set: (delivery: Delivery, journalled: Journalled) => void
  /** How it ended cannot be written: its row must outlive this run. */
  readonly keep: (delivery: Named) => void
  readonly isKept: (delivery: Named) => boolean
}

/** No deliveries yet; one that nobody holds any more is forgotten. */
export const createJournalled = (): JournalledDeliveries => {
  const known = new WeakMap<Delivery, Journalled>()
  const kept = new Set<string>()
  return {
    get: (delivery) => known.get(delivery),
    set: (delivery, journalled) => void known.set(delivery, journalled),
    keep: (delivery) => void kept.add(nameOf(delivery)),
    isKept: (delivery) => kept.size > 0 && kept.has(nameOf(delivery)),
  }
}

const nameOf = ({ source, id }: Named): string => JSON.stringify([source, id])
