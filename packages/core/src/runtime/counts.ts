import type { Delivery } from '../contracts/delivery.ts'
import type { Shipment } from '../contracts/destination.ts'
import type { DoubtCause, Fate } from '../contracts/failure.ts'
import type { BuryReason, Doubt, DoubtEnd, Outcome, SkipReason } from '../contracts/outcome.ts'
import { lettersRun, type Decision } from './operate/decide.ts'
import { addEnd, bump, noEnds, noShipments, type SourceTally, type Tally } from './tallies.ts'

/** What became of events or shipments. Reasons that did not occur are absent. */
export interface Ends {
  readonly delivered: number
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>
  readonly buried: Readonly<Partial<Record<BuryReason, number>>>
}

/** The events of one source. `received = waiting + inFlight + delivered + skipped + buried`, always. */
export interface SourceCounts extends Ends {
  /** Since the relay started, with those that waited from earlier runs. What is replayed is received anew. */
  readonly received: number
  /** In the journal, not yet pulled. */
  readonly waiting: number
  /** Pulled, not yet settled. */
  readonly inFlight: number
  /** Of those in flight: nobody knows of one of their shipments whether it was processed. */
  readonly inDoubt: number
}

/** The shipments of one route. `planned = inFlight + delivered + skipped + buried`, always. */
export interface RouteCounts extends Ends {
  /** Shipments of the events that the route wanted; those that went back to their source are planned anew. */
  readonly planned: number
  readonly inFlight: number
  /** Attempts that did not end in a receipt. */
  readonly failedAttempts: Readonly<Partial<Record<Fate, number>>>
  /** Shipments in flight of which nobody knows just now whether they were processed. */
  readonly inDoubt: number
  /** Doubts that ended, by cause and end: `timeout/found`. */
  readonly doubts: Readonly<Partial<Record<DoubtKey, number>>>
  /** Copies of delivered shipments that had another body. */
  readonly differing: number
}

export type DoubtKey = `${DoubtCause}/${DoubtEnd}`

const keyOf = ({ cause, end }: Doubt): DoubtKey => `${cause}/${end}`

export interface Counts {
  readonly sources: Readonly<Record<string, SourceCounts>>
  readonly routes: Readonly<Record<string, RouteCounts>>
  /** What people decided about dead letters, and how many expired. */
  readonly decisions: Readonly<Partial<Record<Decision, number>>>
}

/** Counts as the pipeline goes. All calls are synchronous, so that every reading adds up. */
export interface Counter {
  readonly source: (name: string) => void
  /** The source keeps its events in a journal; what lies there from earlier runs counts as received. */
  readonly journalled: (name: string, depth: () => number) => void
  /** Letters of the source that are sent again lie in a journal, too. */
  readonly replayed: (name: string, depth: () => number) => void
  readonly received: (source: string, events: number) => void
  readonly pulled: (delivery: Pick<Delivery, 'source' | 'replay'>) => void
  /** Events that left the journal without having been pulled, for a person's will to be forgotten. */
  readonly forgotten: (source: string, events: number) => void
  readonly decided: (decision: Decision, letters: number) => void
  /** An event was planned: the routes that want it. */
  readonly planned: (routes: readonly string[]) => void
  readonly failed: (route: string, fate: Fate) => void
  /** A shipment came into doubt; how that ended is told with its outcome. */
  readonly doubted: (shipment: Pick<Shipment<unknown>, 'source' | 'deliveryId' | 'route'>) => void
  readonly ended: (outcome: Outcome) => void
  readonly read: () => Counts
}

/** Adds up the numbers of a tally. */
export const sumOf = (tally: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(tally).reduce<number>((sum, n) => sum + (n ?? 0), 0)

const ended = ({ delivered, skipped, buried }: Ends): number => delivered + sumOf(skipped) + sumOf(buried)

/** Events of a source, or shipments of a route, that are in none of the states: 0, or something is wrong. */
export const unaccounted = (counts: SourceCounts | RouteCounts): number =>
  'received' in counts
    ? counts.received - (counts.waiting + counts.inFlight + ended(counts))
    : counts.planned - (counts.inFlight + ended(counts))

export const createCounter = (routes: readonly string[]): Counter => {
  const sources = new Map<string, SourceTally>()
  const byRoute = new Map(routes.map((name) => [name, noShipments()]))

  const decisions: Tally<Decision> = {}

  return {
    source: (name) => {
      const none = { received: 0, fromJournal: 0, fromElsewhere: 0, inDoubt: new Set<string>(), depth: undefined }
      sources.set(name, { ...noEnds(), ...none, replays: () => 0 })
    },
    journalled: (name, depth) => {
      const tally = sources.get(name)
      if (tally === undefined) return
      tally.depth = depth
      tally.received += depth()
    },
    replayed: (name, depth) => {
      const tally = sources.get(name)
      if (tally === undefined) return
      tally.replays = depth
      tally.received += depth()
    },
    received: (source, events) => {
      const tally = sources.get(source)
      if (tally !== undefined) tally.received += events
    },
    pulled: ({ source, replay }) => {
      const tally = sources.get(source)
      if (tally === undefined) return
      if (isStored(tally, replay)) {
        tally.fromJournal += 1
        return
      }
      tally.fromElsewhere += 1
      tally.received += 1
    },
    forgotten: (source, events) => {
      const tally = sources.get(source)
      if (tally !== undefined && events > 0) tally.skipped.suppressed = (tally.skipped.suppressed ?? 0) + events
    },
    decided: (decision, letters) => {
      if (letters > 0) decisions[decision] = (decisions[decision] ?? 0) + letters
    },
    planned: (wanting) => {
      for (const name of wanting) {
        const tally = byRoute.get(name)
        if (tally === undefined) continue
        tally.planned += 1
        tally.inFlight += 1
      }
    },
    failed: (route, fate) => {
      const tally = byRoute.get(route)
      if (tally !== undefined) bump(tally.failedAttempts, fate)
    },
    doubted: ({ source, deliveryId, route }) => {
      const tally = byRoute.get(route)
      if (tally !== undefined) tally.inDoubt.add(`${source}/${deliveryId}`)
      sources.get(source)?.inDoubt.add(deliveryId)
    },
    ended: ({ source, deliveryId, end, shipments, replay }) => {
      const tally = sources.get(source)
      if (tally !== undefined) {
        tally.inDoubt.delete(deliveryId)
        if (isStored(tally, replay)) tally.fromJournal -= 1
        else {
          tally.fromElsewhere -= 1
          // What is returned waits again, and is received anew when it is offered again.
          if (end._tag === 'Returned') tally.received -= 1
        }
        addEnd(tally, end)
      }
      for (const shipment of shipments) {
        const route = byRoute.get(shipment.route)
        if (route === undefined) continue
        route.inFlight -= 1
        if (shipment.end._tag === 'Returned') route.planned -= 1
        addEnd(route, shipment.end)
        route.inDoubt.delete(`${source}/${deliveryId}`)
        for (const doubt of shipment.doubts) {
          bump(route.doubts, keyOf(doubt))
        }
        if (shipment.differs === true) route.differing += 1
      }
    },
    read: () => ({
      sources: Object.fromEntries([...sources].map(([name, tally]) => [name, readSource(tally)])),
      routes: Object.fromEntries(
        [...byRoute].map(([name, tally]) => [name, { ...structuredClone(tally), inDoubt: tally.inDoubt.size }]),
      ),
      decisions: { ...decisions },
    }),
  }
}

const readSource = (tally: SourceTally): SourceCounts => {
  const { received, fromJournal, fromElsewhere, inDoubt, depth, replays, delivered, skipped, buried } = tally
  return {
    received,
    waiting: (depth?.() ?? 0) + replays() - fromJournal,
    inFlight: fromJournal + fromElsewhere,
    inDoubt: inDoubt.size,
    delivered,
    skipped: { ...skipped },
    buried: { ...buried },
  }
}

/** Whether an event lies in a journal until it is settled. A file that is replayed does not. */
const isStored = ({ depth }: SourceTally, replay: Delivery['replay']): boolean =>
  replay === undefined ? depth !== undefined : replay.run === lettersRun
