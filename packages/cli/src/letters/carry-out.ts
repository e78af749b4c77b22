import { isLeft } from 'fp-ts/lib/Either.js'
import { askDesk, createLog, type DeskRequest, type RelaySettings, type Refusal } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import type { Io } from '../io.ts'
import { write, writeJson } from '../write.ts'
import { lettersText } from './count-text.ts'

/** What is said of a decision about letters. */
export interface Saying {
  readonly settings: RelaySettings
  /** The settings file. */
  readonly file: string
  readonly json: boolean
  /** What was done, for people: `replayed`. */
  readonly done: string
}

/** Has a decision about letters carried out, and says what came of it: failed where one letter was refused. */
export const carryOut = async (
  request: Extract<DeskRequest, { readonly letters: readonly number[] }>,
  { settings, file, json, done }: Saying,
  io: Io,
): Promise<Exit> => {
  const surroundings = { file, log: createLog(io.err), now: io.now }
  const asked = await askDesk(settings, surroundings, request)
  if (isLeft(asked)) {
    await tell(asked.left, io)
    return exit.failed
  }
  const reports = asked.right.flatMap((report) => (report._tag === 'Letters' ? [report] : []))
  const failure = reports.find((report) => report.failure !== undefined)?.failure
  const ids = reports.flatMap((report) => report.done)
  const refused = reports.flatMap((report) => report.refused)
  if (json) await writeJson(io.out, { done: ids, refused, ...(failure === undefined ? {} : { failure }) })
  else await write(io.out, `${ids.length} of ${lettersText(request.letters.length)} ${done}\n`)
  if (!json) await tellRefusals(refused, io)
  if (failure !== undefined) await tell(`It broke off: ${failure}. The letters that are left can be named again.`, io)
  return failure === undefined && refused.length === 0 ? exit.ok : exit.failed
}

/** Says which letters were left alone, and why. */
const tellRefusals = async (refused: readonly Refusal[], io: Io): Promise<void> => {
  for (const { letter, because } of refused) await tell(`letter ${letter}: ${because}`, io)
}
