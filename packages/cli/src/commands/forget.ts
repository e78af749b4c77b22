import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { isLeft } from 'fp-ts/lib/Either.js'
import { askDesk, createLog, type DeskReport } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { forgetText } from '../forget-text.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { readSettingsOrTell } from '../settings.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options extends SettingsOption {
  readonly lift?: boolean
  readonly json?: boolean
}

const reportText = (report: DeskReport): string => {
  if (report._tag === 'Forgotten') return forgetText(report)
  if (report._tag !== 'Lifted') return ''
  return report.wasListed ? 'taken off the list: new events are sent again\n' : 'was not on the list\n'
}

const failureOf = (report: DeskReport): string | undefined => ('failure' in report ? report.failure : undefined)

const forget = async (
  given: string,
  { settings: file, lift = false, json = false }: Options,
  io: Io,
): Promise<Exit> => {
  const settings = await readSettingsOrTell(file, io)
  if (settings === undefined) return exit.usage
  const customer = given === '-' ? (await text(io.input)).trim() : given
  if (customer === '') {
    await tell('Expected the id of a customer, found nothing.', io)
    return exit.usage
  }
  const surroundings = { file, log: createLog(io.err), now: io.now }
  const asked = await askDesk(settings, surroundings, { do: lift ? 'lift' : 'forget', customer })
  const [report] = isLeft(asked) ? [] : asked.right
  if (isLeft(asked) || report === undefined) {
    await tell(isLeft(asked) ? asked.left : 'The relay gave no report.', io)
    return exit.failed
  }
  if (json) await writeJson(io.out, report)
  else await write(io.out, reportText(report))
  const failure = failureOf(report)
  if (failure !== undefined) await tell(`It broke off: ${failure}. Run the command again.`, io)
  return failure === undefined ? exit.ok : exit.failed
}

const end = helpEnd(
  [
    ['vouchrelay forget customer-4711', 'removes a customer, and sends nothing more'],
    ['pbpaste | vouchrelay forget -', 'the id from standard input: not in the history of the shell'],
    ['vouchrelay forget customer-4711 --lift', 'new events are sent again; what was removed does not come back'],
  ],
  'The customer is the id that shipments carry: customer.id, or else customer.source_id. First a salted hash of it goes\n' +
    'on a list: events that come from then on are skipped. Then what waits, the letters and the ledger are removed. It may\n' +
    'be run again at any time; Voucherify itself keeps what it has.',
  'Exit status: 0 done, 1 it broke off (run it again), 2 usage or settings are wrong.',
)

/** `vouchrelay forget customer-4711`. */
export const declareForget = (program: Command, shell: Shell): void => {
  const command = program
    .command('forget')
    .summary('remove a person, and send nothing more')
    .description(
      'Removes a customer from what waits, from the dead letters and from the ledger, and sends nothing more.',
    )
    .argument('<customer>', 'the id that shipments to the customer carry; - reads it from standard input')
  withSettings(command)
    .option('--lift', 'take the customer off the list again')
    .option('--json', 'print one JSON object')
    .addHelpText('after', end)
    .action((customer: string, options: Options) => shell.end(forget(customer, options, shell.io)))
}
