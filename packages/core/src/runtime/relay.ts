import { dirname, resolve } from 'node:path'
import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { tap } from 'rxjs'
import type { StartFailure } from '../contracts/failure.ts'
import type { Log } from '../contracts/plugin.ts'
import type { Endpoint } from '../contracts/source.ts'
import { createEntrance } from '../pipeline/entrance.ts'
import { forward } from '../pipeline/forward.ts'
import { openAdmin } from './admin.ts'
import { createCounter, type Counts } from './counts.ts'
import { forwardSettings } from './forward-settings.ts'
import { createAttemptLog, createGateLog, observe } from './observe.ts'
import { openGate } from './open-gate.ts'
import { openRelayState } from './open-relay-state.ts'
import { createToken, grantAccess } from './operate/access.ts'
import { createOperations } from './operate/create-operations.ts'
import { imbalancesOf } from './operate/imbalance.ts'
import { quotaAlarms } from './operate/quota-alarms.ts'
import { rejoinLetters } from './operate/rejoin-letters.ts'
import { readinessOf, type Readiness } from './readiness.ts'
import type { RelaySettings } from './relay-settings.ts'
import { monotonicScheduler } from './monotonic-scheduler.ts'
import { createReplayWorld } from './replay/replay-world.ts'
import { replayService } from './replay/replay-service.ts'
import { createReplays } from './replay/replays.ts'
import { run } from './run.ts'
import { startInScope, type Scope } from './scope.ts'
import { startSources, strandedIn } from './start-sources.ts'
import { stateDirOf } from './state-dir.ts'
import { createWaitingRoom } from './waiting-room.ts'

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

const assemble = async (
  settings: RelaySettings,
  surroundings: Surroundings,
  scope: Scope,
  stopping: AbortController,
): Promise<Either<StartFailure, Relay>> => {
  const { file, log, now } = surroundings
  const resources = { folder: dirname(resolve(file)), log, now, stopping: stopping.signal, onClose: scope.onClose }

  const counter = createCounter(settings.routes.map(({ name }) => name))
  const room = createWaitingRoom(settings.admin)
  const patience = { delayed: room.tell, stop: stopping.signal }
  const opened = await openRelayState(
    settings,
    surroundings,
    {
      expired: (letters) => counter.decided('expired', letters),
    },
    patience,
  )()
  await room.close()
  if (isLeft(opened)) return opened
  const state = opened.right
  scope.onClose(state.close)

  const destination = await settings.destination.start({ ...resources, name: settings.destination.name })()
  if (isLeft(destination)) return destination
  const gate = openGate(settings, {
    destination: destination.right,
    state,
    stop: stopping.signal,
    scope,
    changed: createGateLog(log),
    now,
    log,
  })

  const sources = await startSources(settings, resources, state, counter)
  if (isLeft(sources)) return sources
  const entrance = createEntrance()
  const replays = createReplays(createReplayWorld(settings, surroundings, state, gate), entrance.join)
  scope.onClose(replays.close)
  rejoinLetters(sources.right, state, counter, entrance.join)
  const stranded = strandedIn(state, settings)
  for (const source of stranded)
    log.error({ source }, 'events of a source that the settings do not name lie in the journal')
  const readiness = (): Readiness => {
    const ailing = Object.entries(sources.right).map(([name, { ailment }]) => [`source ${name}`, ailment?.()] as const)
    const ailments = [['state', state.ailment()] as const, ...ailing]
    const more = [...state.alarms(), ...imbalancesOf(counter.read()), ...quotaAlarms(gate.quota())]
    return readinessOf(stopping.signal.aborted, ailments, gate.state(), stranded, more)
  }

  const operated = {
    settings,
    state,
    sources: sources.right,
    destination: destination.right,
    gate,
    counter,
    readiness,
    replays,
    now,
  }
  const { metrics, services: ours, underWay } = createOperations(operated)
  const services = [...ours, replayService(replays)]
  const token = createToken()
  const admin = await openAdmin({ ...settings.admin, readiness, metrics, services, token })()
  if (isLeft(admin)) return admin
  scope.onClose(admin.right.close)
  const granted = await grantAccess(stateDirOf(settings, file), { url: admin.right.url, token })()
  if (isLeft(granted)) return granted
  scope.onClose(granted.right)

  const outcomes = forward({
    sources: sources.right,
    joining: entrance.joining,
    routes: settings.routes,
    destination: destination.right,
    ledger: state.ledger,
    stop: stopping.signal,
    gate,
    ...forwardSettings(settings),
    scheduler: monotonicScheduler,
    now,
    watcher: {
      pulled: counter.pulled,
      planned: (plan) => {
        counter.planned(plan._tag === 'Planned' ? plan.parts.map(({ route }) => route) : [])
        underWay.planned(plan)
      },
      failed: createAttemptLog(counter, log, () => monotonicScheduler.now()),
      doubted: counter.doubted,
    },
  }).pipe(
    observe(counter, log),
    tap((outcome) => underWay.ended(outcome)),
  )

  const { stop, ended } = run(outcomes, {
    stopping,
    scope,
    log,
    deadlineMs: settings.shutdown.deadlineMs,
    broken: state.broken,
  })
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
  () =>
    startInScope((scope, stopping) => assemble(settings, surroundings, scope, stopping))
