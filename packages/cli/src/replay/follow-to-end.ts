import type { ReplayProgress } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import type { Io } from '../io.ts'
import { write, writeJson } from '../write.ts'
import type { Begun } from './begin-replay.ts'
import { follow } from './follow.ts'
import { RelayLost } from './follow-relay.ts'
import { summaryText } from './summary-text.ts'

const statusOf = ({ state, position }: ReplayProgress): Exit => {
  if (state !== 'finished') return exit.failed
  return Object.keys(position.buried).length > 0 ? exit.buried : exit.ok
}

/** Shows a replay until it is finished or paused, then what became of its lines. */
export const followToEnd = async ({ replay }: Begun, isJson: boolean, io: Io): Promise<Exit> => {
  try {
    const last = await follow(replay, !isJson, io)
    if (isJson) await writeJson(io.out, last)
    else await write(io.out, `${summaryText(last)}\n`)
    return statusOf(last)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const what = error instanceof RelayLost ? 'The relay does not tell any more how far it is' : 'The replay broke'
    await tell(`${what}: ${why}. The same command goes on with it.`, io)
    return exit.failed
  }
}
