import { dirname, resolve } from 'node:path'
import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StartFailure } from '../../contracts/failure.ts'
import { createEntrance } from '../../pipeline/entrance.ts'
import { forward } from '../../pipeline/forward.ts'
import { forwardSettings } from '../forward-settings.ts'
import { monotonicScheduler } from '../monotonic-scheduler.ts'
import { openGate } from '../open-gate.ts'
import { openRelayState } from '../open-relay-state.ts'
import type { Surroundings } from '../relay.ts'
import type { RelaySettings } from '../relay-settings.ts'
import { run } from '../run.ts'
import { startInScope, type Scope } from '../scope.ts'
import { openReplay } from './open-replay.ts'
import type { ReplayProgress } from './replay-progress.ts'
import type { ReplayRefusal } from './replay-refusal.ts'
import type { ReplayRequest } from './replay-request.ts'
import { createReplayWorld } from './replay-world.ts'

/** A replay that has the state to itself: no listener is opened, and what waits in the journal waits on. */
export interface LoneReplay {
  readonly progress: () => ReplayProgress
  /** Reads no further line; requests under way are waited for until the deadline of the settings. */
  readonly stop: () => Promise<void>
  /** Resolves when all is written down; rejects where a bug ended it. */
  readonly ended: Promise<void>
}

const assemble = async (
  settings: RelaySettings,
  surroundings: Surroundings,
  request: ReplayRequest,
  scope: Scope,
  stopping: AbortController,
): Promise<Either<StartFailure | ReplayRefusal, LoneReplay>> => {
  const { file, log, now } = surroundings
  const opened = await openRelayState(settings, surroundings, { replaysOnly: true })()
  if (isLeft(opened)) return opened
  const state = opened.right
  scope.onClose(state.close)

  const resources = { folder: dirname(resolve(file)), log, now, stopping: stopping.signal, onClose: scope.onClose }
  const destination = await settings.destination.start({ ...resources, name: settings.destination.name })()
  if (isLeft(destination)) return destination
  const gate = openGate(settings, { destination: destination.right, state, stop: stopping.signal, scope, now, log })

  const replay = await openReplay(request, createReplayWorld(settings, surroundings, state, gate))
  if (isLeft(replay)) return replay
  const { joining, replaying } = replay.right
  scope.onClose(replaying.close)
  const entrance = createEntrance()
  entrance.join(joining)

  const outcomes = forward({
    sources: {},
    joining: entrance.joining,
    routes: settings.routes,
    destination: destination.right,
    ledger: state.ledger,
    stop: stopping.signal,
    gate,
    ...forwardSettings(settings),
    scheduler: monotonicScheduler,
    now,
  })
  const { stop, ended } = run(outcomes, { stopping, scope, log, deadlineMs: settings.shutdown.deadlineMs })
  void replaying.ended.then(stop).catch(() => undefined) // `ended` tells it, too
  return right({ progress: replaying.progress, stop, ended })
}

/** Replays a file in this process, where no relay runs on the state directory; left where one does. */
export const replayAlone =
  (
    settings: RelaySettings,
    surroundings: Surroundings,
    request: ReplayRequest,
  ): TaskEither<StartFailure | ReplayRefusal, LoneReplay> =>
  () =>
    startInScope((scope, stopping) => assemble(settings, surroundings, request, scope, stopping))
