import { dirname, resolve } from 'node:path'
import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { asyncScheduler } from 'rxjs'
import type { StartFailure } from '../contracts/failure.ts'
import type { Log, Resources } from '../contracts/plugin.ts'
import type { Endpoint, Source } from '../contracts/source.ts'
import { forward } from '../pipeline/forward.ts'
import { createGate } from '../pipeline/gate.ts'
import { openState, type State } from '../state/open-state.ts'
import { openAdmin } from './admin.ts'
import { createCounter, type Counter, type Counts } from './counts.ts'
import { lendToSource } from './lend.ts'
import { createMetrics } from './metrics.ts'
import { createAttemptLog, createGateLog, observe } from './observe.ts'
import { readinessOf, type Readiness } from './readiness.ts'
import type { RelaySettings } from './relay-settings.ts'
import { run } from './run.ts'
import { createScope, type Scope } from './scope.ts'

const megabyte = 1024 * 1024
const minuteMs = 60_000

/** What a relay needs beside its settings. */
export interface Surroundings {
  /** The settings file: relative paths start at its folder. */
  readonly file: string
  readonly log: Log
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** A relay at work. */
export interface Relay {
  /** Where senders and the platform reach it. */
  readonly endpoints: readonly Endpoint[]
  readonly counts: () => Counts
  readonly readiness: () => Readiness
  /** Ends the relay: what is under way is waited for until the deadline, the rest stays with its source. Runs once. */
  readonly stop: () => Promise<void>
  /** Resolves when the relay has ended; rejects where a bug ended it. */
  readonly ended: Promise<void>
}

const openStateOf = ({ state }: RelaySettings, { file, log, now }: Surroundings): TaskEither<StartFailure, State> =>
  openState(
    {
      dir: resolve(dirname(file), state.dir),
      journalMaxEvents: state.journalMaxEvents,
      journalMaxBytes: state.journalMaxMegabytes * megabyte,
      rememberDeliveredMs: state.rememberDeliveredHours * 60 * minuteMs,
    },
    { log, now },
  )

type Started = Readonly<Record<string, Source>>

const startSources = async (
  settings: RelaySettings,
  resources: Omit<Resources, 'name'>,
  state: State,
  counter: Counter,
): Promise<Either<StartFailure, Started>> => {
  const sources: Record<string, Source> = {}
  for (const { name, start } of settings.sources) {
    counter.source(name)
    const source = await start(lendToSource({ ...resources, name }, state.journal, counter))()
    if (isLeft(source)) return source
    sources[name] = source.right
  }
  return right(sources)
}

/** Sources whose events were answered for and that nobody reads any more: renamed in the settings, or removed. */
const strandedIn = (state: State, { sources }: RelaySettings): readonly string[] =>
  [...state.depths()].flatMap(([source, depth]) =>
    depth > 0 && !sources.some(({ name }) => name === source) ? [source] : [],
  )

const assemble = async (
  settings: RelaySettings,
  surroundings: Surroundings,
  scope: Scope,
  stopping: AbortController,
): Promise<Either<StartFailure, Relay>> => {
  const { file, log, now } = surroundings
  const resources = { folder: dirname(resolve(file)), log, now, stopping: stopping.signal, onClose: scope.onClose }

  const opened = await openStateOf(settings, surroundings)()
  if (isLeft(opened)) return opened
  const state = opened.right
  scope.onClose(state.close)

  const destination = await settings.destination.start({ ...resources, name: settings.destination.name })()
  if (isLeft(destination)) return destination
  const gate = createGate(
    { inFlight: destination.right.limits.inFlight, changed: createGateLog(log) },
    stopping.signal,
    asyncScheduler,
  )
  const counter = createCounter(settings.routes.map(({ name }) => name))

  const sources = await startSources(settings, resources, state, counter)
  if (isLeft(sources)) return sources
  const stranded = strandedIn(state, settings)
  for (const source of stranded)
    log.error({ source }, 'events of a source that the settings do not name lie in the journal')
  const readiness = (): Readiness => {
    const ailing = Object.entries(sources.right).map(([name, { ailment }]) => [`source ${name}`, ailment?.()] as const)
    const ailments = [['state', state.ailment()] as const, ...ailing]
    return readinessOf(stopping.signal.aborted, ailments, gate.state(), stranded)
  }

  const metrics = createMetrics({ counts: counter.read, gate: gate.state, letters: state.letters.count })
  const admin = await openAdmin({ ...settings.admin, readiness, metrics })()
  if (isLeft(admin)) return admin
  scope.onClose(admin.right.close)

  const { firstDelayMs, maxDelayMs, budgetMinutes } = settings.retry
  const outcomes = forward({
    sources: sources.right,
    routes: settings.routes,
    destination: destination.right,
    ledger: state.ledger,
    letters: state.letters,
    stop: stopping.signal,
    gate,
    limits: {
      unsettled: settings.limits.unsettledEvents,
      unsettledBytes: settings.limits.unsettledMegabytes * megabyte,
    },
    retry: { firstDelayMs, maxDelayMs, budgetMs: budgetMinutes * minuteMs },
    watcher: {
      pulled: ({ source }) => counter.pulled(source),
      planned: (plan) => counter.planned(plan._tag === 'Planned' ? plan.parts.map(({ route }) => route) : []),
      failed: createAttemptLog(counter, log, now),
    },
  }).pipe(observe(counter, log))

  const { stop, ended } = run(outcomes, { stopping, scope, log, deadlineMs: settings.shutdown.deadlineMs })
  const endpoints = Object.values(sources.right).flatMap((source) => source.endpoints ?? [])
  return right({
    endpoints: [...endpoints, { title: 'admin', url: admin.right.url }],
    counts: counter.read,
    readiness,
    stop,
    ended,
  })
}

/** Starts everything the settings name. Where one part cannot start, those that did are closed again. */
export const startRelay =
  (settings: RelaySettings, surroundings: Surroundings): TaskEither<StartFailure, Relay> =>
  async () => {
    const scope = createScope()
    const stopping = new AbortController()
    let isStarted = false
    try {
      const relay = await assemble(settings, surroundings, scope, stopping)
      isStarted = !isLeft(relay)
      return relay
    } finally {
      if (!isStarted) {
        stopping.abort()
        await scope.close()
      }
    }
  }
