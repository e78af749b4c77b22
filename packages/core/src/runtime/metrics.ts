import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { GateState } from '../pipeline/gate.ts'
import { unaccounted, type Counts, type RouteCounts, type SourceCounts } from './counts.ts'

/** What a scrape reads. */
export interface Readings {
  readonly counts: () => Counts
  readonly gate: () => GateState
  readonly letters: () => number
}

export interface Metrics {
  readonly contentType: string
  /** The text of one scrape. Everything in it was read at one moment, so that it adds up. */
  readonly scrape: () => Promise<string>
}

/** The metrics of this relay, empty. */
const createSeries = (registry: Registry) => {
  const registers = [registry]
  const total = <Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> =>
    new Counter({ name: `vouchrelay_${name}_total`, help, labelNames, registers })
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name: `vouchrelay_${name}`, help, labelNames, registers })
  return {
    received: total('events_received', 'Events received, with those that earlier runs left waiting', ['source']),
    delivered: total('events_delivered', 'Events that were sent', ['source']),
    skipped: total('events_skipped', 'Events passed over on purpose', ['source', 'reason']),
    buried: total('events_buried', 'Events with a shipment in the dead letters', ['source', 'reason']),
    planned: total('shipments_planned', 'Shipments of the events that a route wanted', ['route']),
    shipping: gauge('shipments_in_flight', 'Shipments planned, not yet ended', ['route']),
    unshipped: gauge('shipments_unaccounted', 'Shipments in no state at all: 0, or something is wrong', ['route']),
    shipments: total('shipments', 'Shipments by how they ended', ['route', 'end', 'reason']),
    failed: total('attempts_failed', 'Attempts that did not end in a receipt', ['route', 'fate']),
    waiting: gauge('events_waiting', 'Events in the journal, not yet pulled', ['source']),
    inFlight: gauge('events_in_flight', 'Events pulled, not yet settled', ['source']),
    unaccounted: gauge('events_unaccounted', 'Events in no state at all: 0, or something is wrong', ['source']),
    letters: gauge('letters', 'Dead letters held', []),
    destination: gauge('destination', '1 for the state the destination is in', ['state']),
  }
}

type Series = ReturnType<typeof createSeries>

const setSource = (series: Series, source: string, now: SourceCounts): void => {
  series.received.inc({ source }, now.received)
  series.delivered.inc({ source }, now.delivered)
  for (const [reason, n] of Object.entries(now.skipped)) series.skipped.inc({ source, reason }, n)
  for (const [reason, n] of Object.entries(now.buried)) series.buried.inc({ source, reason }, n)
  series.waiting.set({ source }, now.waiting)
  series.inFlight.set({ source }, now.inFlight)
  series.unaccounted.set({ source }, unaccounted(now))
}

const setRoute = (series: Series, route: string, now: RouteCounts): void => {
  series.planned.inc({ route }, now.planned)
  series.shipping.set({ route }, now.inFlight)
  series.unshipped.set({ route }, unaccounted(now))
  series.shipments.inc({ route, end: 'delivered', reason: '' }, now.delivered)
  for (const [reason, n] of Object.entries(now.skipped)) series.shipments.inc({ route, end: 'skipped', reason }, n)
  for (const [reason, n] of Object.entries(now.buried)) series.shipments.inc({ route, end: 'buried', reason }, n)
  for (const [fate, n] of Object.entries(now.failedAttempts)) series.failed.inc({ route, fate }, n)
}

/**
 * Prometheus metrics, whose names start with `vouchrelay_`. At each scrape
 * `events_received = events_waiting + events_in_flight + events_delivered + events_skipped + events_buried`, and
 * `shipments_planned = shipments_in_flight + shipments`.
 */
export const createMetrics = ({ counts, gate, letters }: Readings): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'vouchrelay_' })
  const series = createSeries(registry)

  const read = (): Promise<string> => {
    for (const metric of Object.values(series)) metric.reset()
    const { sources, routes } = counts()
    for (const [name, now] of Object.entries(sources)) setSource(series, name, now)
    for (const [name, now] of Object.entries(routes)) setRoute(series, name, now)
    series.letters.set(letters())
    for (const state of ['Open', 'Closed', 'Paused'] as const) {
      series.destination.set({ state: state.toLowerCase() }, gate()._tag === state ? 1 : 0)
    }
    return registry.metrics()
  }

  // One at a time: a second scrape must not change the numbers while the first is being printed.
  let last: Promise<unknown> = Promise.resolve()
  const scrape = (): Promise<string> => {
    const text = last.then(read, read)
    last = text
    return text
  }
  return { contentType: registry.contentType, scrape }
}
