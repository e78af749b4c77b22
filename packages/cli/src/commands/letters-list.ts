import { InvalidArgumentError, type Command } from 'commander'
import type { KeptLetter, LetterFilter } from '@vouchrelay/core'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { lettersText } from '../letters/count-text.ts'
import { withFilter, type FilterOptions } from '../letters/filter-options.ts'
import { letterHead } from '../letters/letter-record.ts'
import { letterPages } from '../letters/pages.ts'
import { whyBuried } from '../letters/why-buried.ts'
import { withLetters } from '../letters/with-letters.ts'
import { plain } from '../plain.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import { table } from '../table.ts'
import type { StateAtHand } from '../with-state.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options extends FilterOptions, SettingsOption {
  readonly json?: boolean
  readonly limit: number
  readonly after: number
}

const readCount = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

/** How much of a text is shown in a column. */
const mostCharacters = 60

const shorten = (text: string): string =>
  plain(text.length > mostCharacters ? `${text.slice(0, mostCharacters - 3)}...` : text)

const rowOf = (letter: KeptLetter): readonly string[] => {
  const { id, end, route, source, customer, messageId, buriedAt } = letter
  const when = new Date(buriedAt).toISOString().slice(0, 16)
  return [`${id}`, when, end.reason, route ?? '-', source, customer ?? '-', messageId ?? '-', whyBuried(letter)].map(
    shorten,
  )
}

const listText = async (
  { reader }: StateAtHand,
  filter: LetterFilter,
  { limit, after }: Options,
  io: Io,
): Promise<void> => {
  const count = reader.letters.count(filter)
  const shown = reader.letters.page(filter, after, limit)
  const last = shown.at(-1)
  if (last === undefined) return write(io.out, count === 0 ? 'no letters\n' : `no letters after ${after}\n`)
  const head = ['id', 'buried', 'reason', 'route', 'source', 'customer', 'event', 'why']
  await write(io.out, `${table(head, shown.map(rowOf))}\n`)
  const isAll = shown.length === count
  const more = reader.letters.page(filter, last.id, 1).length > 0 ? `; --after ${last.id} shows the next` : ''
  return write(io.out, isAll ? `${lettersText(count)}\n` : `${shown.length} of ${lettersText(count)}${more}\n`)
}

const list = (options: Options, io: Io): Promise<Exit> =>
  withLetters(options, io, async (state, filter) => {
    if (options.json !== true) await listText(state, filter, options, io)
    else
      for (const page of letterPages(state.reader, filter, options.after))
        for (const letter of page) await writeJson(io.out, letterHead(letter))
    return exit.ok
  })

const end = helpEnd(
  [
    ['vouchrelay letters list', 'the first 50 letters, oldest first'],
    ['vouchrelay letters list --reason in-doubt', 'those that wait for somebody to find out'],
    ['vouchrelay letters list --since 24h --route order --json', 'all of them, a line of JSON each'],
  ],
  'Exit status: 0, 1 the state cannot be read, 2 usage or settings are wrong.',
)

/** `vouchrelay letters list`. */
export const declareLettersList = (letters: Command, shell: Shell): void => {
  withFilter(
    withSettings(letters.command('list').summary('show which there are').description('Shows which letters there are.')),
  )
    .option('--limit <number>', 'at most so many in the table', readCount, 50)
    .option('--after <id>', 'only those after a number: the next page', readCount, 0)
    .option('--json', 'print a line of JSON for each, all of them')
    .addHelpText('after', end)
    .action((options: Options) => shell.end(list(options, shell.io)))
}
