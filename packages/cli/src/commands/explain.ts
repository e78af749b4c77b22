import type { Command } from 'commander'
import { isLeft } from 'fp-ts/lib/Either.js'
import { readLife } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { lifeRecord } from '../explain/life-record.ts'
import { lifeText } from '../explain/life-text.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { chooseSource } from '../plan/choose-source.ts'
import { withSettings, type SettingsOption } from '../settings-option.ts'
import { withState } from '../with-state.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options extends SettingsOption {
  readonly source?: string
  readonly json?: boolean
}

const explain = (messageId: string, options: Options, io: Io): Promise<Exit> =>
  withState(options.settings, io, async ({ reader, settings }) => {
    const { source, json = false } = options
    const chosen = chooseSource(
      settings.sources.map(({ name }) => name),
      source,
    )
    if (source !== undefined && isLeft(chosen)) {
      await tell(chosen.left, io)
      return exit.usage
    }
    const decoders = Object.fromEntries(settings.sources.map(({ name, pure }) => [name, pure().decode]))
    const life = readLife({ reader, decoders }, messageId, source)
    const record = lifeRecord(life, settings)
    if (json) await writeJson(io.out, record)
    else await write(io.out, lifeText(life, settings, io.out))
    return record.known ? exit.ok : exit.failed
  })

const end = helpEnd(
  [
    ['vouchrelay explain 5f2c8e1a', 'what became of the event with this message id, or where it is'],
    ['vouchrelay explain 5f2c8e1a --source shop --json', 'the same of one source, for a program'],
  ],
  'It only reads the state file, whether a relay runs or not. An event that waits is found by decoding it with its\n' +
    'source; of a large journal all are decoded in which the id stands, and the first 50,000 in any case.',
  'Exit status: 0, 1 nothing is known of it or the state cannot be read, 2 usage or settings are wrong.',
)

/** `vouchrelay explain 5f2c8e1a`. */
export const declareExplain = (program: Command, shell: Shell): void => {
  const command = program
    .command('explain')
    .summary('tell the life of an event')
    .description('Tells the life of an event: where it waits, what was sent of it, each attempt, and how it ended.')
    .argument('<message-id>', 'its message id')
  withSettings(command)
    .option('--source <name>', 'only as it came from a source')
    .option('--json', 'print one JSON object')
    .addHelpText('after', end)
    .action((messageId: string, options: Options) => shell.end(explain(messageId, options, shell.io)))
}
