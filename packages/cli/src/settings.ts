import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import { loadRelay, type Complaint, type RelaySettings } from '@vouchrelay/core'
import { tellComplaints } from './complaints.ts'
import type { Io } from './io.ts'
import { plugins } from './plugins.ts'

/** Reads a settings file with the plugins of this command. */
export const readSettings = (file: string, { environment }: Io): Promise<Either<readonly Complaint[], RelaySettings>> =>
  loadRelay({ file, plugins, environment })

/** Reads a settings file, or tells what is wrong with it and returns nothing. */
export const readSettingsOrTell = async (file: string, io: Io): Promise<RelaySettings | undefined> => {
  const settings = await readSettings(file, io)
  if (!isLeft(settings)) return settings.right
  await tellComplaints(settings.left, io)
  return undefined
}
