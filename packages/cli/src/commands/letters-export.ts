import { isLeft } from 'fp-ts/lib/Either.js'
import type { Command } from 'commander'
import type { KeptLetter, RelaySettings } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { lettersText } from '../letters/count-text.ts'
import { withFilter, type FilterOptions } from '../letters/filter-options.ts'
import { letterRecord } from '../letters/letter-record.ts'
import { letterPages } from '../letters/pages.ts'
import { withLetters } from '../letters/with-letters.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options extends FilterOptions, SettingsOption {
  readonly events?: boolean
}

/**
 * The line of a file that the letter's source reads as the same event. As it reads an event is how it is written: what stood
 * beside the bytes, its message id among it, is in it then.
 */
const eventLine = (
  { sources }: RelaySettings,
  { source, bytes, envelope, receivedAt }: KeptLetter,
): string | undefined => {
  const decoded = sources
    .find(({ name }) => name === source)
    ?.pure()
    .decode({ bytes, envelope, receivedAt })
  if (decoded !== undefined && !isLeft(decoded)) return JSON.stringify(decoded.right.fields)
  const text = Buffer.from(bytes).toString('utf8')
  return /[\r\n]/.test(text) ? undefined : text
}

const exportLetters = (options: Options, io: Io): Promise<Exit> =>
  withLetters(options, io, async ({ reader, settings }, filter) => {
    let unwritten = 0
    for (const page of letterPages(reader, filter)) {
      for (const letter of page) {
        const line = options.events === true ? eventLine(settings, letter) : undefined
        if (options.events !== true) await writeJson(io.out, letterRecord(letter, settings))
        else if (line === undefined) unwritten += 1
        else await write(io.out, `${line}\n`)
      }
    }
    if (unwritten === 0) return exit.ok
    await tell(
      `${lettersText(unwritten)} left out: the event is no JSON and has several lines. Without --events they are there.`,
      io,
    )
    return exit.failed
  })

const end = helpEnd(
  [
    ['vouchrelay letters export > letters.ndjson', 'all that the letters hold, a line of JSON each'],
    ['vouchrelay letters export --reason unmappable --events > events.ndjson', 'the events alone, to mend and replay'],
    ['vouchrelay plan relay.yaml events.ndjson', 'what would become of these'],
  ],
  'The letters stay. An event of which one route delivered its part keeps its message id, so that this part is not sent\n' +
    'again when the file is replayed.',
  'Exit status: 0, 1 not all of them or the state cannot be read, 2 usage or settings are wrong.',
)

/** `vouchrelay letters export`. */
export const declareLettersExport = (letters: Command, shell: Shell): void => {
  withFilter(
    withSettings(
      letters.command('export').summary('write them as lines of JSON').description('Writes letters as lines of JSON.'),
    ),
  )
    .option('--events', 'only the event of each, as a file that can be planned and replayed')
    .addHelpText('after', end)
    .action((options: Options) => shell.end(exportLetters(options, shell.io)))
}
