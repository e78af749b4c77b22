import type { Fate } from '../contracts/failure.ts'
import type { BuryReason, ShipmentEnd, SkipReason } from '../contracts/outcome.ts'
import type { DoubtKey } from './counts.ts'

/** How often each of some reasons occurred. */
export type Tally<Key extends string> = Partial<Record<Key, number>>

/** Counts one more. */
export const bump = <Key extends string>(tally: Tally<Key>, key: Key): void => {
  tally[key] = (tally[key] ?? 0) + 1
}

/** What became of events or shipments. */
export interface EndTally {
  delivered: number
  readonly skipped: Tally<SkipReason>
  readonly buried: Tally<BuryReason>
}

export const noEnds = (): EndTally => ({ delivered: 0, skipped: {}, buried: {} })

/** Counts an end; what was returned has none yet. */
export const addEnd = (tally: EndTally, end: ShipmentEnd): void => {
  if (end._tag === 'Forwarded') tally.delivered += 1
  else if (end._tag === 'Skipped') bump(tally.skipped, end.reason)
  else if (end._tag === 'Buried') bump(tally.buried, end.reason)
}

/** What is counted of the events of one source. */
export interface SourceTally extends EndTally {
  received: number
  /** Pulled from a journal, where they lie until they are settled. */
  fromJournal: number
  /** Pulled from elsewhere: received when pulled. */
  fromElsewhere: number
  readonly inDoubt: Set<string>
  /** How many lie in the source's journal, pulled or not; undefined where it has none. */
  depth: (() => number) | undefined
  /** The same of letters that are sent again. */
  replays: () => number
}

/** What is counted of the shipments of one route. */
export interface RouteTally extends EndTally {
  planned: number
  inFlight: number
  readonly failedAttempts: Tally<Fate>
  /** Of shipments in flight: `source/delivery`. */
  readonly inDoubt: Set<string>
  readonly doubts: Tally<DoubtKey>
  differing: number
}

export const noShipments = (): RouteTally => ({
  ...noEnds(),
  planned: 0,
  inFlight: 0,
  failedAttempts: {},
  inDoubt: new Set(),
  doubts: {},
  differing: 0,
})
