import { isLeft } from 'fp-ts/lib/Either.js'
import { openReader, stateDirOf, type Reader, type RelaySettings } from '@vouchrelay/core'
import { tell } from './complaints.ts'
import { exit, type Exit } from './exit.ts'
import type { Io } from './io.ts'
import { readSettingsOrTell } from './settings.ts'

/** The state of a relay, to be read, and the settings of that relay. */
export interface StateAtHand {
  readonly reader: Reader
  readonly settings: RelaySettings
}

/** Runs `use` on the state file that a settings file names, which is only read: a relay may run or not. */
export const withState = async (file: string, io: Io, use: (state: StateAtHand) => Promise<Exit>): Promise<Exit> => {
  const settings = await readSettingsOrTell(file, io)
  if (settings === undefined) return exit.usage
  const opened = openReader(stateDirOf(settings, file))
  if (isLeft(opened)) {
    await tell(`${capital(opened.left)}.`, io)
    return exit.failed
  }
  try {
    return await use({ reader: opened.right, settings })
  } finally {
    opened.right.close()
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
