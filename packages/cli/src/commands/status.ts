import type { Command } from 'commander'
import { askRelay, standingsIn, stateDirOf, statusPath, type Status } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { readSettingsOrTell } from '../settings.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import { statusText } from '../status/status-text.ts'
import { totalsText } from '../status/totals-text.ts'
import { withState } from '../with-state.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options extends SettingsOption {
  readonly json?: boolean
}

const ofFile = (options: Options, io: Io): Promise<Exit> =>
  withState(options.settings, io, async ({ reader, settings }) => {
    const totals = reader.totals()
    const replays = standingsIn(reader, stateDirOf(settings, options.settings))
    if (options.json === true) await writeJson(io.out, { _tag: 'Stopped', at: io.now(), ...totals, replays })
    else await write(io.out, totalsText(totals, replays))
    return exit.failed
  })

const status = async (options: Options, io: Io): Promise<Exit> => {
  const settings = await readSettingsOrTell(options.settings, io)
  if (settings === undefined) return exit.usage
  const asked = await askRelay(stateDirOf(settings, options.settings), { method: 'GET', path: statusPath })
  if (asked._tag !== 'Answered') {
    if (asked._tag === 'Silent') await tell(`No relay answers: ${asked.why}.`, io)
    return ofFile(options, io)
  }
  if (asked.status !== 200) {
    await tell(`The relay answered ${asked.status}: ${JSON.stringify(asked.body)}. Is it of the same version?`, io)
    return exit.failed
  }
  const now = asked.body as Status // the relay that wrote the token wrote it
  if (options.json === true) await writeJson(io.out, now)
  else await write(io.out, statusText(now, io.out))
  return now.readiness.ready && now.readiness.alarms.length === 0 ? exit.ok : exit.failed
}

const end = helpEnd(
  [
    ['vouchrelay status', 'how the relay of ./relay.yaml is'],
    ['vouchrelay status --settings /etc/vouchrelay/relay.yaml --json', 'the same for a program'],
  ],
  'A relay that runs is asked at its admin port. Of one that does not, what its state file holds is told, which may take\n' +
    'a second for each million of shipments.',
  'Exit status: 0; 1 it does not run, ails or raises an alarm, or nothing can be told; 2 the settings are wrong.',
)

/** `vouchrelay status`. */
export const declareStatus = (program: Command, shell: Shell): void => {
  const command = program
    .command('status')
    .summary('say how the relay is')
    .description(
      'Says how the relay is: the destination, the quota, what waits, what is in doubt, dead letters, replays, alarms.',
    )
  withSettings(command)
    .option('--json', 'print one JSON object')
    .addHelpText('after', end)
    .action((options: Options) => shell.end(status(options, shell.io)))
}
