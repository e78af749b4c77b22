import { isLeft } from 'fp-ts/lib/Either.js'
import { createLog, forecastReplay, type RelaySettings, type ReplayRequest } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import type { Io } from '../io.ts'
import { write, writeJson } from '../write.ts'
import { forecastText, timeWarning } from './forecast-text.ts'

/**
 * Tells what a replay would do and cost.
 *
 * @param request its file is looked through, or where it is `-`, standard input
 */
export const tellForecast = async (
  settings: RelaySettings,
  settingsFile: string,
  request: ReplayRequest,
  isJson: boolean,
  io: Io,
): Promise<Exit> => {
  const surroundings = { file: settingsFile, log: createLog(io.err), now: io.now }
  const told = await forecastReplay(settings, surroundings, request, request.file === '-' ? io.input : undefined)
  if (isLeft(told)) {
    await tell(told.left.message, io)
    return exit.usage
  }
  if (isJson) await writeJson(io.out, { ...told.right, notes: [...told.right.notes, timeWarning] })
  else await write(io.out, `${forecastText(told.right, io.now(), io.out)}\n`)
  return exit.ok
}
