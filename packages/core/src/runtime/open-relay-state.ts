import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StartFailure } from '../contracts/failure.ts'
import { openState, type State, type StateSettings } from '../state/open-state.ts'
import type { Patience } from '../state/thread.ts'
import type { Surroundings } from './relay.ts'
import type { RelaySettings } from './relay-settings.ts'
import { stateDirOf } from './state-dir.ts'

const megabyte = 1024 * 1024
const hourMs = 60 * 60_000

const dayMs = 24 * hourMs

/**
 * Opens the state that a relay's settings name, and holds it until closed.
 *
 * @param more what settings do not say
 * @param patience present where a disk that is full, say, is waited for
 */
export const openRelayState = (
  settings: RelaySettings,
  { file, log, now }: Surroundings,
  more: Partial<Pick<StateSettings, 'expired' | 'replaysOnly' | 'window'>> = {},
  patience?: Patience,
): TaskEither<StartFailure, State> =>
  openState(
    {
      dir: stateDirOf(settings, file),
      journalMaxEvents: settings.state.journalMaxEvents,
      journalMaxBytes: settings.state.journalMaxMegabytes * megabyte,
      rememberDeliveredMs: settings.state.rememberDeliveredHours * hourMs,
      keepLettersMs: settings.state.keepLettersDays && settings.state.keepLettersDays * dayMs,
      window: settings.limits.unsettledEvents + settings.limits.waitingEvents,
      ...more,
    },
    { log, now, patience },
  )
