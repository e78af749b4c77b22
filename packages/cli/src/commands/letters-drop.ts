import type { Command } from 'commander'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { carryOut } from '../letters/carry-out.ts'
import { lettersText } from '../letters/count-text.ts'
import { withFilter, type FilterOptions } from '../letters/filter-options.ts'
import { readId } from '../letters/read-id.ts'
import { selectLetters } from '../letters/select.ts'
import { withLetters } from '../letters/with-letters.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import type { Shell } from './command.ts'

interface Options extends FilterOptions, SettingsOption {
  readonly all?: boolean
  readonly yes?: boolean
  readonly json?: boolean
}

const drop = (ids: readonly number[], options: Options, io: Io): Promise<Exit> =>
  withLetters(options, io, async ({ reader, settings }, filter) => {
    const { all = false, yes = false, json = false } = options
    const selected = selectLetters(reader, ids, filter, all)
    const found = selected._tag === 'Unclear' ? selected.message : undefined
    if (selected._tag === 'Unclear' || !yes) {
      const count = selected._tag === 'Letters' ? lettersText(selected.ids.length) : ''
      await tell(found ?? `This deletes ${count} for good. Say --yes to do it.`, io)
      return exit.usage
    }
    const saying = { settings, file: options.settings, json, done: 'deleted' }
    return carryOut({ do: 'drop', letters: selected.ids }, saying, io)
  })

const end = helpEnd(
  [
    ['vouchrelay letters drop 17 --yes', 'deletes one'],
    ['vouchrelay letters drop --reason undecodable --until 30d --yes', 'deletes what is old and nobody will mend'],
  ],
  'What was deleted is not delivered and does not come back. That it was buried, and why, is known as long as a\n' +
    'delivered event is (see vouchrelay explain).',
  'Exit status: 0 all of them, 1 not all of them, 2 usage or settings are wrong.',
)

/** `vouchrelay letters drop 17 --yes`. */
export const declareLettersDrop = (letters: Command, shell: Shell): void => {
  const command = letters
    .command('drop')
    .summary('delete them')
    .description('Deletes letters.')
    .argument('[id...]', 'their numbers, instead of filters', readId)
  withFilter(withSettings(command))
    .option('--all', 'all letters')
    .option('--yes', 'do it')
    .option('--json', 'print one JSON object')
    .addHelpText('after', end)
    .action((ids: readonly number[], options: Options) => shell.end(drop(ids, options, shell.io)))
}
