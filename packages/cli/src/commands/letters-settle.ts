import type { Command } from 'commander'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { carryOut } from '../letters/carry-out.ts'
import { readId } from '../letters/read-id.ts'
import { readSettingsOrTell } from '../settings.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import type { Shell } from './command.ts'

interface Options extends SettingsOption {
  readonly delivered?: boolean
  readonly resend?: boolean
  readonly json?: boolean
}

const settle = async (ids: readonly number[], options: Options, io: Io): Promise<Exit> => {
  const { delivered = false, resend = false, json = false } = options
  if (delivered === resend) {
    const found = delivered ? 'both' : 'neither'
    await tell(`Expected what became of it, --delivered or --resend; found ${found}.`, io)
    return exit.usage
  }
  const settings = await readSettingsOrTell(options.settings, io)
  if (settings === undefined) return exit.usage
  const as = delivered ? 'delivered' : 'resend'
  const done = delivered ? 'settled as delivered' : 'on the way again'
  return carryOut({ do: 'settle', letters: [...ids], as }, { settings, file: options.settings, json, done }, io)
}

const end = helpEnd(
  [
    ['vouchrelay letters list --reason in-doubt', 'which these are'],
    ['vouchrelay letters settle 19 --delivered', 'it was processed: it counts as delivered, and copies are skipped'],
    ['vouchrelay letters settle 19 --resend', 'it was not: the body that it was is sent again'],
  ],
  'In doubt is what was sent and never answered. Look at the customer in Voucherify before you decide: what is sent\n' +
    'again after all was processed twice.',
  'Exit status: 0 all of them, 1 not all of them, 2 usage or settings are wrong.',
)

/** `vouchrelay letters settle 19 --delivered`. */
export const declareLettersSettle = (letters: Command, shell: Shell): void => {
  withSettings(
    letters
      .command('settle')
      .summary('say what became of those in doubt')
      .description('Says what became of letters in doubt.'),
  )
    .argument('<id...>', 'their numbers', readId)
    .option('--delivered', 'they were processed')
    .option('--resend', 'they were not: send them again')
    .option('--json', 'print one JSON object')
    .addHelpText('after', end)
    .action((ids: readonly number[], options: Options) => shell.end(settle(ids, options, shell.io)))
}
