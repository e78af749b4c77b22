import type { Gate, GateState } from '../../pipeline/gate.ts'
import type { State } from '../../state/open-state.ts'
import { monotonicScheduler } from '../monotonic-scheduler.ts'
import type { Surroundings } from '../relay.ts'
import type { RelaySettings } from '../relay-settings.ts'
import type { ReplayWorld } from './open-replay.ts'
import { spoolDirOf } from './spool-dir.ts'

/** What replays need of the relay that these settings make. */
export const createReplayWorld = (
  settings: RelaySettings,
  { file, now }: Surroundings,
  { fileReplays }: Pick<State, 'fileReplays'>,
  gate: Pick<Gate, 'state'>,
): ReplayWorld => ({
  replays: fileReplays,
  readingOf: (source) => settings.sources.find(({ name }) => name === source)?.pure(),
  holdUp: () => holdUpOf(gate.state()),
  spoolDir: spoolDirOf(settings, file),
  now,
  ticks: () => monotonicScheduler.now(),
})

const holdUpOf = (state: GateState): string | undefined =>
  state._tag === 'Open' ? undefined : `destination ${state._tag.toLowerCase()}: ${state.reason}`
