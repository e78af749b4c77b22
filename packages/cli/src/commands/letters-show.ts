import type { Command } from 'commander'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { letterRecord } from '../letters/letter-record.ts'
import { letterText } from '../letters/letter-text.ts'
import { readId } from '../letters/read-id.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import { withState } from '../with-state.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options extends SettingsOption {
  readonly json?: boolean
}

const show = (ids: readonly number[], { settings, json = false }: Options, io: Io): Promise<Exit> =>
  withState(settings, io, async ({ reader, settings: relay }) => {
    let status: Exit = exit.ok
    for (const id of ids) {
      const letter = reader.letters.get(id)
      if (letter === undefined) {
        await tell(`letter ${id}: there is no such letter`, io)
        status = exit.failed
      } else if (json) await writeJson(io.out, letterRecord(letter, relay))
      else await write(io.out, letterText(letter, relay, io.out))
    }
    return status
  })

const end = helpEnd(
  [
    ['vouchrelay letters show 17', 'why it was buried, each attempt, the body, the event'],
    ['vouchrelay letters show 17 --json | jq .event', 'the event alone'],
  ],
  'Exit status: 0, 1 there is no such letter or the state cannot be read, 2 usage or settings are wrong.',
)

/** `vouchrelay letters show 17`. */
export const declareLettersShow = (letters: Command, shell: Shell): void => {
  withSettings(letters.command('show').summary('show all about one').description('Shows all that a letter holds.'))
    .argument('<id...>', 'its number', readId)
    .option('--json', 'print a line of JSON')
    .addHelpText('after', end)
    .action((ids: readonly number[], options: Options) => shell.end(show(ids, options, shell.io)))
}
