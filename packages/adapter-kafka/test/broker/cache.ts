import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where a broker is kept once it was fetched: under the user's cache folder. */
export const cacheFolder = (...below: readonly string[]): string => {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  const folder = join(XDG_CACHE_HOME ?? LOCALAPPDATA ?? join(homedir(), '.cache'), 'vouchrelay-tests', ...below)
  mkdirSync(folder, { recursive: true })
  return folder
}
