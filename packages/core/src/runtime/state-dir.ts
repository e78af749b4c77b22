import { dirname, resolve } from 'node:path'
import type { RelaySettings } from './relay-settings.ts'

/** The state directory that a settings file names: relative ones start at the folder of the file. Absolute. */
export const stateDirOf = ({ state }: Pick<RelaySettings, 'state'>, file: string): string =>
  resolve(dirname(file), state.dir)
