import type { Command } from 'commander'
import { helpEnd } from '../help.ts'
import type { Shell } from './command.ts'
import { declareLettersDrop } from './letters-drop.ts'
import { declareLettersExport } from './letters-export.ts'
import { declareLettersList } from './letters-list.ts'
import { declareLettersReplay } from './letters-replay.ts'
import { declareLettersSettle } from './letters-settle.ts'
import { declareLettersShow } from './letters-show.ts'

const end = helpEnd(
  [
    ['vouchrelay letters list --reason refused --since 24h', 'what was refused today'],
    ['vouchrelay letters show 17', 'all about one: why, each attempt, the body, the event'],
    ['vouchrelay letters replay --route order --dry-run', 'what would become of them with the mapping of today'],
    ['vouchrelay letters replay 17 18', 'sends two of them again'],
    ['vouchrelay letters settle 19 --delivered', 'for one in doubt that turned out to be processed'],
  ],
  'list, show and export only read the state file, whether a relay runs or not. The others ask the relay that runs on\n' +
    'it; where none does, they change the file themselves.',
  'Exit status: 0 done, 1 not all of it, 2 usage or settings are wrong.',
)

/** `vouchrelay letters`. */
export const declareLetters = (program: Command, shell: Shell): void => {
  const letters = program
    .command('letters')
    .summary('look at dead letters, and decide about them')
    .description('Dead letters: events that were not delivered, each with its reason, until somebody decides.')
    .addHelpText('after', end)
  for (const add of [
    declareLettersList,
    declareLettersShow,
    declareLettersExport,
    declareLettersReplay,
    declareLettersDrop,
    declareLettersSettle,
  ])
    add(letters, shell)
}
