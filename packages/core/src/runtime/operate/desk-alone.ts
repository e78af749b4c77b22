import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StartFailure } from '../../contracts/failure.ts'
import { openRelayState } from '../open-relay-state.ts'
import type { Surroundings } from '../relay.ts'
import type { RelaySettings } from '../relay-settings.ts'
import { createDesk } from './desk.ts'
import type { DeskReport } from './desk-report.ts'
import type { DeskRequest } from './desk-request.ts'

const nothing = (): void => undefined

/** Nobody sends or counts anything. */
const noRelay = { queued: nothing, decided: nothing, removedEvents: nothing, underWay: () => [] }

/**
 * Carries out requests where no relay runs: it holds the state directory as long as that takes, so that none can start meanwhile.
 * Left where one runs, or the state cannot be opened. What the last run left in doubt stays so.
 */
export const deskAlone =
  (
    settings: RelaySettings,
    surroundings: Surroundings,
    requests: readonly DeskRequest[],
  ): TaskEither<StartFailure, readonly DeskReport[]> =>
  async () => {
    const opened = await openRelayState(settings, surroundings, { window: 0 })()
    if (isLeft(opened)) return opened
    const state = opened.right
    try {
      const desk = createDesk({
        state,
        routes: settings.routes,
        bodies: settings.destination.pure().bodies,
        readings: Object.fromEntries(settings.sources.map(({ name, pure }) => [name, pure()])),
        watcher: noRelay,
      })
      const reports: DeskReport[] = []
      for (const request of requests) reports.push(await desk.carryOut(request))
      return right(reports)
    } finally {
      await state.close()
    }
  }
