import type { BuryReason, Outcome, ShipmentEnd, SkipReason } from '../contracts/outcome.ts'
import type { Fate } from '../contracts/failure.ts'

/** What became of events or shipments. Reasons that did not occur are absent. */
export interface Ends {
  readonly delivered: number
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>
  readonly buried: Readonly<Partial<Record<BuryReason, number>>>
}

/** The events of one source. `received = waiting + inFlight + delivered + skipped + buried`, always. */
export interface SourceCounts extends Ends {
  /** Since the relay started, with those that waited from earlier runs. */
  readonly received: number
  /** In the journal, not yet pulled. */
  readonly waiting: number
  /** Pulled, not yet settled. */
  readonly inFlight: number
}

/** The shipments of one route. `planned = inFlight + delivered + skipped + buried`, always. */
export interface RouteCounts extends Ends {
  /** Shipments of the events that the route wanted; those that went back to their source are planned anew. */
  readonly planned: number
  readonly inFlight: number
  /** Attempts that did not end in a receipt. */
  readonly failedAttempts: Readonly<Partial<Record<Fate, number>>>
}

export interface Counts {
  readonly sources: Readonly<Record<string, SourceCounts>>
  readonly routes: Readonly<Record<string, RouteCounts>>
}

type Tally<Key extends string> = Partial<Record<Key, number>>

const bump = <Key extends string>(tally: Tally<Key>, key: Key): void => {
  tally[key] = (tally[key] ?? 0) + 1
}

interface EndTally {
  delivered: number
  readonly skipped: Tally<SkipReason>
  readonly buried: Tally<BuryReason>
}

const noEnds = (): EndTally => ({ delivered: 0, skipped: {}, buried: {} })

const addEnd = (tally: EndTally, end: ShipmentEnd): void => {
  if (end._tag === 'Forwarded') tally.delivered += 1
  else if (end._tag === 'Skipped') bump(tally.skipped, end.reason)
  else if (end._tag === 'Buried') bump(tally.buried, end.reason)
}

interface SourceTally extends EndTally {
  received: number
  inFlight: number
  /** How many lie in the source's journal, pulled or not; a source without one is received when pulled. */
  depth: (() => number) | undefined
}

interface RouteTally extends EndTally {
  planned: number
  inFlight: number
  readonly failedAttempts: Tally<Fate>
}

const noShipments = (): RouteTally => ({ ...noEnds(), planned: 0, inFlight: 0, failedAttempts: {} })

/** Counts as the pipeline goes. All calls are synchronous, so that every reading adds up. */
export interface Counter {
  readonly source: (name: string) => void
  /** The source keeps its events in a journal; what lies there from earlier runs counts as received. */
  readonly journalled: (name: string, depth: () => number) => void
  readonly received: (source: string, events: number) => void
  readonly pulled: (source: string) => void
  /** An event was planned: the routes that want it. */
  readonly planned: (routes: readonly string[]) => void
  readonly failed: (route: string, fate: Fate) => void
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

  const readSource = ({ depth, received, inFlight, delivered, skipped, buried }: SourceTally): SourceCounts => ({
    received,
    waiting: depth === undefined ? 0 : depth() - inFlight,
    inFlight,
    delivered,
    skipped: { ...skipped },
    buried: { ...buried },
  })

  return {
    source: (name) => void sources.set(name, { ...noEnds(), received: 0, inFlight: 0, depth: undefined }),
    journalled: (name, depth) => {
      const tally = sources.get(name)
      if (tally === undefined) return
      tally.depth = depth
      tally.received = depth()
    },
    received: (source, events) => {
      const tally = sources.get(source)
      if (tally !== undefined) tally.received += events
    },
    pulled: (source) => {
      const tally = sources.get(source)
      if (tally === undefined) return
      tally.inFlight += 1
      if (tally.depth === undefined) tally.received += 1
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
    ended: ({ source, end, shipments }) => {
      const tally = sources.get(source)
      if (tally !== undefined) {
        tally.inFlight -= 1
        // What is returned waits again; without a journal it is received anew when it is offered again.
        if (end._tag === 'Returned' && tally.depth === undefined) tally.received -= 1
        addEnd(tally, end)
      }
      for (const shipment of shipments) {
        const route = byRoute.get(shipment.route)
        if (route === undefined) continue
        route.inFlight -= 1
        if (shipment.end._tag === 'Returned') route.planned -= 1
        addEnd(route, shipment.end)
      }
    },
    read: () => ({
      sources: Object.fromEntries([...sources].map(([name, tally]) => [name, readSource(tally)])),
      routes: Object.fromEntries([...byRoute].map(([name, tally]) => [name, structuredClone(tally)])),
    }),
  }
}
