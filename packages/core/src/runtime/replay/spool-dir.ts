import { join } from 'node:path'
import type { RelaySettings } from '../relay-settings.ts'
import { stateDirOf } from '../state-dir.ts'

/** Where standard input is kept until it is replayed: absolute. A file that lies there is removed when it is finished. */
export const spoolDirOf = (settings: Pick<RelaySettings, 'state'>, settingsFile: string): string =>
  join(stateDirOf(settings, settingsFile), 'replays')
