import type { QuotaReading } from '../../delivery/quota-reading.ts'
import type { GateState } from '../../pipeline/gate.ts'
import type { WaitingCount } from '../../pipeline/turns.ts'
import { sumOf, type Counts } from '../counts.ts'
import type { Readiness } from '../readiness.ts'
import type { ReplayStanding } from '../replay/replay-standing.ts'
import { funnelOf, type Funnel } from './funnel.ts'

/** How a running relay is, for a person and for programs. Times are in milliseconds since the epoch. */
export interface Status {
  readonly _tag: 'Running'
  readonly at: number
  /** When it started: what is counted is counted since then. */
  readonly since: number
  readonly readiness: Readiness
  readonly destination: {
    readonly state: Lowercase<GateState['_tag']>
    readonly until?: number
    readonly reason?: string
  }
  readonly quota: QuotaReading
  readonly backlog: Backlog
  /** Shipments in flight of which nobody knows whether they were processed, by route. */
  readonly inDoubt: Readonly<Record<string, number>>
  readonly letters: { readonly held: number; readonly byReason: Readonly<Record<string, number>> }
  readonly decisions: Counts['decisions']
  /** Replays of files that are not over, and the last that are finished. */
  readonly replays: readonly ReplayStanding[]
  /** By source. */
  readonly funnel: Readonly<Record<string, Funnel>>
  /** Until nothing waits, if calls go on as in the last minute; absent where nothing waits or none was made. */
  readonly minutesToDrain?: number
}

/** What waits. */
export interface Backlog {
  /** Events in the journal, by the log they lie in: the source's name, and for letters that are sent again `/replay` after it. */
  readonly events: Readonly<Record<string, number>>
  /** Shipments planned and not ended, by route: those of the events that are worked on. */
  readonly shipments: Readonly<Record<string, number>>
  /** Of these, how many wait for their turn at the destination. */
  readonly queued: readonly WaitingCount[]
}

/** What a status is read from. */
export interface StatusParts {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly readiness: () => Readiness
  readonly gate: () => GateState
  readonly quota: () => QuotaReading & { readonly waiting: readonly WaitingCount[] }
  readonly counts: () => Counts
  readonly depths: () => ReadonlyMap<string, number>
  readonly letters: () => number
  readonly lettersByReason: () => Promise<ReadonlyMap<string, number>>
  readonly replays: () => Promise<readonly ReplayStanding[]>
}

/** Reads how a relay is. What is counted is read at one moment. */
export const createStatus = (parts: StatusParts): (() => Promise<Status>) => {
  const { now, readiness, gate, quota, counts, depths, letters, lettersByReason, replays } = parts
  const since = now()
  return async () => {
    const [reasons, standings] = await Promise.all([lettersByReason(), replays()])
    const byReason = Object.fromEntries(reasons)
    const { sources, routes, decisions } = counts()
    const { waiting: queued, ...calls } = quota()
    const { _tag, ...more } = gate()
    const events = Object.fromEntries([...depths()].filter(([, depth]) => depth > 0))
    const ofRoutes = (of: 'inFlight' | 'inDoubt') =>
      Object.fromEntries(Object.entries(routes).flatMap(([name, route]) => (route[of] > 0 ? [[name, route[of]]] : [])))
    const minutesToDrain = drainMinutes(sumOf(events), counts(), calls)
    return {
      _tag: 'Running',
      at: now(),
      since,
      readiness: readiness(),
      destination: { state: lower(_tag), ...more },
      quota: calls,
      backlog: { events, shipments: ofRoutes('inFlight'), queued },
      inDoubt: ofRoutes('inDoubt'),
      letters: { held: letters(), byReason },
      decisions,
      replays: standings,
      funnel: Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, funnelOf(source)])),
      ...(minutesToDrain === undefined ? {} : { minutesToDrain }),
    }
  }
}

const lower = <Tag extends string>(tag: Tag): Lowercase<Tag> => tag.toLowerCase() as Lowercase<Tag> // which is what it does

/** As many calls an event as the routes made shipments of those before; what no route wants takes none. */
const drainMinutes = (
  events: number,
  { sources, routes }: Counts,
  { pacePerMinute, lastMinute }: QuotaReading,
): number | undefined => {
  const planned = Object.values(routes).reduce((sum, route) => sum + route.planned, 0)
  const pulled = Object.values(sources).reduce((sum, { received, waiting }) => sum + received - waiting, 0)
  const callsAnEvent = pulled === 0 ? 1 : planned / pulled
  const perMinute = lastMinute > 0 ? lastMinute : (pacePerMinute ?? 0)
  return events === 0 || perMinute === 0 ? undefined : (events * callsAnEvent) / perMinute
}
