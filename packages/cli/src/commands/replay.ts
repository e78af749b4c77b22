import { resolve } from 'node:path'
import { isLeft } from 'fp-ts/lib/Either.js'
import { Option, type Command } from 'commander'
import { reasonOf, spoolDirOf, type RelaySettings, type ReplayRequest } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { chooseSource } from '../plan/choose-source.ts'
import { paint } from '../paint.ts'
import { beginReplay } from '../replay/begin-replay.ts'
import { followToEnd } from '../replay/follow-to-end.ts'
import { readRate } from '../replay/read-rate.ts'
import { spool } from '../replay/spool.ts'
import { tellForecast } from '../replay/tell-forecast.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import { readSettingsOrTell } from '../settings.ts'
import { isSystemError } from '../system-error.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options extends SettingsOption {
  readonly source?: string
  readonly plan?: boolean
  readonly rate?: number
  readonly priority: ReplayRequest['priority']
  readonly again?: boolean
  readonly detach?: boolean
  readonly json?: boolean
}

const spoolOrTell = async (settings: RelaySettings, settingsFile: string, io: Io): Promise<string | undefined> => {
  try {
    const file = await spool(spoolDirOf(settings, settingsFile), io)
    const again = `vouchrelay replay ${file} --settings ${settingsFile}`
    await write(io.err, `Standard input is kept until it is replayed. After an interruption:\n  ${again}\n`)
    return file
  } catch (error) {
    if (!isSystemError(error)) throw error
    await tell(`Standard input cannot be kept: ${reasonOf(error)}.`, io)
    return undefined
  }
}

const replay = async (events: string, options: Options, io: Io): Promise<Exit> => {
  const { settings: settingsFile } = options
  const settings = await readSettingsOrTell(settingsFile, io)
  if (settings === undefined) return exit.usage
  const chosen = chooseSource(
    settings.sources.map(({ name }) => name),
    options.source,
  )
  if (isLeft(chosen)) {
    await tell(chosen.left, io)
    return exit.usage
  }
  const { rate, priority, again = false, detach = false, json = false } = options
  const wish = { source: chosen.right, perSecond: rate, priority, again }
  if (options.plan === true) {
    const file = events === '-' ? events : resolve(events)
    return tellForecast(settings, settingsFile, { ...wish, file }, json, io)
  }
  const file = events === '-' ? await spoolOrTell(settings, settingsFile, io) : resolve(events)
  if (file === undefined) return exit.failed
  const begun = await beginReplay(settings, settingsFile, { ...wish, file }, detach, io)
  if (isLeft(begun)) {
    await tell(begun.left.message, io)
    return begun.left.status
  }
  const { note } = begun.right
  if (note !== undefined) await write(io.err, `${paint(io.err, 'strong', note)}\n`)
  if (!detach) return followToEnd(begun.right, json, io)
  const progress = await begun.right.replay.progress()
  if (json) await writeJson(io.out, progress)
  else
    await write(io.out, `The relay replays ${progress.file}. The same command without --detach shows how far it is.\n`)
  return exit.ok
}

const end = helpEnd(
  [
    ['vouchrelay replay orders.ndjson.gz --plan', 'tells what it would do and cost, and sends nothing'],
    ['vouchrelay replay orders.ndjson.gz', 'replays it; after an interruption, goes on where it was'],
    ['zcat 2026-*.gz | vouchrelay replay -', 'replays standard input, which is kept in the state directory first'],
    ['vouchrelay replay orders.ndjson --rate 100/min', 'sends no more than that, however large the quota'],
    ['vouchrelay replay orders.ndjson --detach', 'leaves it to the relay that runs'],
  ],
  'Where a relay runs on the state directory, it reads the file itself, behind its live events. Otherwise the command does,\n' +
    'and what waits in the journal waits on.',
  'What the state remembers as delivered is skipped as a duplicate, whether it came live or by a replay. Voucherify takes no\n' +
    'time with an event: it counts what is replayed as happening now.',
  'Ctrl-C pauses; the same command goes on.',
  'Exit status: 0 replayed, 1 paused or failed, 2 usage, settings or file are wrong, or it is one for --again, 3 replayed,\n' +
    'and events were buried.',
)

/** `vouchrelay replay events.ndjson`. */
export const declareReplay = (program: Command, shell: Shell): void => {
  const command = program
    .command('replay')
    .summary('send the events of a file')
    .description('Sends the events of a file as if a source had brought them, behind live traffic.')
    .argument('<events.ndjson>', 'a file with one event on each line, packed with gzip or not; - for standard input')
  withSettings(command)
    .option('--source <name>', 'the source they are to come from (default: the only one)')
    .addOption(
      new Option('--plan', 'tell what would become of them, and what it costs; send nothing').conflicts('detach'),
    )
    .option(
      '--rate <rate>',
      'at most so many shipments, such as 20/s or 100/min (default: what the quota leaves)',
      readRate,
    )
    .addOption(
      new Option('--priority <priority>', 'whose calls go first').choices(['low', 'normal', 'high']).default('low'),
    )
    .option(
      '--again',
      'from its first line, where it was replayed already, or has changed since its replay was broken off',
    )
    .option('--detach', 'do not wait for the end; a relay must run')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', end)
    .action((events: string, options: Options) => shell.end(replay(events, options, shell.io)))
}
