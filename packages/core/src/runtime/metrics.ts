import { setImmediate } from 'node:timers/promises'
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { QuotaReading } from '../delivery/quota-reading.ts'
import type { GateState } from '../pipeline/gate.ts'
import type { WaitingCount } from '../pipeline/turns.ts'
import { unaccounted, type Counts, type RouteCounts, type SourceCounts } from './counts.ts'
import { funnelOf } from './operate/funnel.ts'

/** What a scrape reads. */
export interface Readings {
  readonly counts: () => Counts
  readonly gate: () => GateState
  readonly letters: () => number
  readonly lettersByReason?: () => Promise<ReadonlyMap<string, number>>
  readonly quota?: () => QuotaReading & { readonly waiting: readonly WaitingCount[] }
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
    doubts: total('doubts', 'Times that nobody knew whether a shipment was processed', ['route', 'cause', 'end']),
    inDoubt: gauge('shipments_in_doubt', 'Shipments in flight of which nobody knows whether they were processed', [
      'route',
    ]),
    differing: total('duplicates_differing', 'Copies of delivered shipments that had another body', ['route']),
    failed: total('attempts_failed', 'Attempts that did not end in a receipt', ['route', 'fate']),
    waiting: gauge('events_waiting', 'Events in the journal, not yet pulled', ['source']),
    inFlight: gauge('events_in_flight', 'Events pulled, not yet settled', ['source']),
    unaccounted: gauge('events_unaccounted', 'Events in no state at all: 0, or something is wrong', ['source']),
    funnel: gauge('funnel_events', 'Events received by where they are; together they are events_received', [
      'source',
      'stage',
    ]),
    letters: gauge('letters', 'Dead letters held', []),
    lettersFor: gauge('letters_held', 'Dead letters held, by why', ['reason']),
    decided: total('letters_decided', 'Dead letters that a person decided about, or that expired', ['decision']),
    queued: gauge('shipments_queued', 'Shipments that wait for their turn at the destination', ['route', 'priority']),
    perMinute: gauge('quota_calls_per_minute', 'Calls a minute that are ours; absent where no limit is known', []),
    pace: gauge('quota_pace_per_minute', 'Calls a minute at present', []),
    lastMinute: gauge('quota_calls_last_minute', 'Calls of the last minute', []),
    left: gauge('quota_calls_left', "Calls left of the destination's window, of everybody's together", []),
    cycleCalls: gauge('quota_cycle_calls', 'Calls of this billing cycle', []),
    cycleLimit: gauge(
      'quota_cycle_limit',
      'Calls of a billing cycle that are ours; absent where no limit is known',
      [],
    ),
    projected: gauge('quota_cycle_projected', 'Calls at the end of this billing cycle, if they go on as so far', []),
    throttled: total('quota_throttled', 'Answers that said that a limit is spent', []),
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
  const { received: _, ...stages } = funnelOf(now)
  for (const [stage, n] of Object.entries(stages)) series.funnel.set({ source, stage }, n)
}

const setRoute = (series: Series, route: string, now: RouteCounts): void => {
  series.planned.inc({ route }, now.planned)
  series.shipping.set({ route }, now.inFlight)
  series.unshipped.set({ route }, unaccounted(now))
  series.shipments.inc({ route, end: 'delivered', reason: '' }, now.delivered)
  for (const [reason, n] of Object.entries(now.skipped)) series.shipments.inc({ route, end: 'skipped', reason }, n)
  for (const [reason, n] of Object.entries(now.buried)) series.shipments.inc({ route, end: 'buried', reason }, n)
  for (const [fate, n] of Object.entries(now.failedAttempts)) series.failed.inc({ route, fate }, n)
  for (const [doubt, n] of Object.entries(now.doubts)) {
    const [cause = '', end = ''] = doubt.split('/')
    series.doubts.inc({ route, cause, end }, n)
  }
  series.inDoubt.set({ route }, now.inDoubt)
  series.differing.inc({ route }, now.differing)
}

const setQuota = (series: Series, now: ReturnType<NonNullable<Readings['quota']>>): void => {
  const { perMinute, pacePerMinute, lastMinute, left, cycle, throttled, waiting } = now
  const known = [
    [series.perMinute, perMinute],
    [series.pace, pacePerMinute],
    [series.lastMinute, lastMinute],
    [series.left, left],
    [series.cycleCalls, cycle.calls],
    [series.cycleLimit, cycle.limit],
    [series.projected, cycle.projected],
  ] as const
  for (const [gauge, value] of known) {
    // A gauge without a value is left out of the scrape: 0 would be a limit.
    if (value === undefined) gauge.remove()
    else gauge.set(value)
  }
  series.throttled.inc(throttled)
  for (const { route, priority, count } of waiting) series.queued.set({ route, priority }, count)
}

const states = ['Open', 'Closed', 'Paused', 'Broken', 'Spent'] as const satisfies readonly GateState['_tag'][]

/**
 * Prometheus metrics, whose names start with `vouchrelay_`. At each scrape
 * `events_received = events_waiting + events_in_flight + events_delivered + events_skipped + events_buried`, and
 * `shipments_planned = shipments_in_flight + shipments`.
 */
export const createMetrics = ({ counts, gate, letters, lettersByReason, quota }: Readings): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'vouchrelay_' })
  const series = createSeries(registry)

  const read = async (): Promise<string> => {
    const byReason = (await lettersByReason?.()) ?? new Map<string, number>()
    // What a commit brings about is counted step by step in one turn of the loop: at the beginning of the next all of it is.
    await setImmediate()
    for (const metric of Object.values(series)) metric.reset()
    const { sources, routes, decisions } = counts()
    for (const [name, now] of Object.entries(sources)) setSource(series, name, now)
    for (const [name, now] of Object.entries(routes)) setRoute(series, name, now)
    series.letters.set(letters())
    for (const [reason, n] of byReason) series.lettersFor.set({ reason }, n)
    for (const [decision, n] of Object.entries(decisions)) series.decided.inc({ decision }, n)
    if (quota !== undefined) setQuota(series, quota())
    for (const state of states) {
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
