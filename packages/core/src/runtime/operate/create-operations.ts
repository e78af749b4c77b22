import { isLeft } from 'fp-ts/lib/Either.js'
import type { Destination } from '../../contracts/destination.ts'
import type { Source } from '../../contracts/source.ts'
import type { Gate } from '../../pipeline/gate.ts'
import type { FileReplay } from '../../state/file-replays.ts'
import type { State } from '../../state/open-state.ts'
import type { AdminService } from '../admin.ts'
import type { Counter } from '../counts.ts'
import { createMetrics, type Metrics } from '../metrics.ts'
import type { Readiness } from '../readiness.ts'
import type { RelaySettings } from '../relay-settings.ts'
import { standingsOf } from '../replay/replay-standing.ts'
import type { Replays } from '../replay/replays.ts'
import { createDesk } from './desk.ts'
import { deskService } from './desk-service.ts'
import { lastKnown } from './last-known.ts'
import { createStatus } from './status.ts'
import { statusService } from './status-service.ts'
import { createUnderWay, type UnderWay } from './under-way.ts'

/** The relay that people look at and decide about. */
export interface Operated {
  readonly settings: Pick<RelaySettings, 'routes'>
  readonly state: State
  readonly sources: Readonly<Record<string, Source>>
  readonly destination: Pick<Destination<unknown>, 'bodies'>
  readonly gate: Gate
  readonly counter: Counter
  readonly readiness: () => Readiness
  readonly replays: Pick<Replays, 'list'>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What people look at, and with what they decide. */
export interface Operations {
  readonly metrics: Metrics
  readonly services: readonly AdminService[]
  /** To be told of what is planned and of what has ended. */
  readonly underWay: UnderWay
}

/** So long a scrape waits for the state file, in milliseconds: scrapers give up after ten seconds. */
const stateWithinMs = 1_000

/** Makes what people operate a relay with. */
export const createOperations = (operated: Operated): Operations => {
  const { settings, state, sources, destination, gate, counter, readiness, replays, now } = operated
  const underWay = createUnderWay()
  const desk = createDesk({
    state,
    routes: settings.routes,
    bodies: destination.bodies,
    readings: sources,
    watcher: {
      queued: (source) => counter.received(source, 1),
      decided: counter.decided,
      removedEvents: counter.forgotten,
      underWay: underWay.of,
    },
  })
  const readings = {
    counts: counter.read,
    gate: gate.state,
    letters: state.letters.count,
    lettersByReason: lastKnown(state.lettersByReason, new Map<string, number>(), stateWithinMs),
    quota: gate.quota,
  }
  const replayRows = lastKnown(() => latestReplays(state), [], stateWithinMs)
  const status = createStatus({
    ...readings,
    now,
    readiness,
    depths: state.depths,
    replays: async () => standingsOf(await replayRows(), replays.list()),
  })
  return { metrics: createMetrics(readings), services: [statusService(status), deskService(desk)], underWay }
}

/** A state file that fails is an ailment of its own. */
const latestReplays = async ({ fileReplays }: Pick<State, 'fileReplays'>): Promise<readonly FileReplay[]> => {
  const found = await fileReplays.latest()
  return isLeft(found) ? [] : found.right
}
