import type { Command } from 'commander'
import { exit, type Exit } from '../exit.ts'
import { tell } from '../complaints.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { carryOut } from '../letters/carry-out.ts'
import { withFilter, type FilterOptions } from '../letters/filter-options.ts'
import { foreseen } from '../letters/foreseen.ts'
import { readId } from '../letters/read-id.ts'
import { selectLetters } from '../letters/select.ts'
import { withLetters } from '../letters/with-letters.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import type { Shell } from './command.ts'

interface Options extends FilterOptions, SettingsOption {
  readonly all?: boolean
  readonly asMapped?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

const replay = (ids: readonly number[], options: Options, io: Io): Promise<Exit> =>
  withLetters(options, io, async ({ reader, settings }, filter) => {
    const { all = false, asMapped = false, dryRun = false, json = false } = options
    const selected = selectLetters(reader, ids, filter, all)
    if (selected._tag === 'Unclear') {
      await tell(selected.message, io)
      return exit.usage
    }
    const body = asMapped ? 'as it was' : 'mapped anew'
    if (dryRun) return foreseen(selected.ids, { reader, settings, body, json }, io)
    const saying = { settings, file: options.settings, json, done: 'on the way again' }
    return carryOut({ do: 'replay', letters: selected.ids, body }, saying, io)
  })

const end = helpEnd(
  [
    ['vouchrelay letters replay 17 18', 'sends two of them again'],
    ['vouchrelay letters replay --reason unmappable --dry-run', 'what the mapping of today would make of them'],
    ['vouchrelay letters replay --route order --until 2026-11-21T08:00Z', 'all of a route that were buried before'],
    ['vouchrelay letters replay 17 --as-mapped', 'with the body that was mapped, whatever the mapping is today'],
  ],
  'A letter that is sent again is no letter any more: in one commit it becomes an event that waits, behind live events\n' +
    'and for its own route alone. It cannot be sent twice, however often this is said. What cannot be delivered then is\n' +
    'a letter again. One in doubt is not replayed: it may have been processed (see vouchrelay letters settle).',
  'Exit status: 0 all of them, 1 not all of them, 2 usage or settings are wrong.',
)

/** `vouchrelay letters replay 17`. */
export const declareLettersReplay = (letters: Command, shell: Shell): void => {
  const command = letters
    .command('replay')
    .summary('send them again')
    .description('Sends letters again: mapped anew, through their own route.')
    .argument('[id...]', 'their numbers, instead of filters', readId)
  withFilter(withSettings(command))
    .option('--all', 'all letters')
    .option('--as-mapped', 'send the body that was mapped when it was buried')
    .option('--dry-run', 'say what would happen, and do nothing')
    .option('--json', 'print one JSON object')
    .addHelpText('after', end)
    .action((ids: readonly number[], options: Options) => shell.end(replay(ids, options, shell.io)))
}
