import type { Command } from 'commander'
import { firstSentence, type Equipped } from '@vouchrelay/core'
import { readCatalogueOrTell } from '../catalogue.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { table } from '../table.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly json?: boolean
}

const kinds = ['source', 'destination', 'directive', 'preset'] as const

const recordsOf = ({ catalogue, loaded }: Equipped) =>
  kinds.flatMap((kind) =>
    catalogue.all
      .filter((plugin) => plugin.kind === kind)
      .map((plugin) => ({
        kind,
        name: plugin.name,
        ...('status' in plugin ? { status: plugin.status } : {}),
        summary: plugin.summary,
        from: loaded.find((one) => one.plugin === plugin)?.from ?? 'built in',
      })),
  )

const plugins = async (file: string | undefined, { json = false }: Options, io: Io): Promise<Exit> => {
  const equipped = await readCatalogueOrTell(file, io)
  if (equipped === undefined) return exit.usage
  const records = recordsOf(equipped)
  if (json) {
    for (const record of records) await writeJson(io.out, record)
    return exit.ok
  }
  const rows = records.map(({ kind, name, status = '', from, summary }) => [
    kind,
    name,
    status,
    from,
    firstSentence(summary),
  ])
  await write(io.out, `${table(['kind', 'name', 'status', 'from', ''], rows)}\n`)
  return exit.ok
}

const end = helpEnd(
  [
    ['vouchrelay plugins', 'what is built in'],
    ['vouchrelay plugins relay.yaml', 'and what a settings file brings with `plugins:`'],
    [`vouchrelay plugins --json | jq -r 'select(.kind == "directive").name'`, 'for programs'],
    ['vouchrelay docs segment', 'tells all of one'],
  ],
  'Exit status: 0 listed, 2 a plugin that the settings file names is missing.',
)

/** `vouchrelay plugins [relay.yaml]`. */
export const declarePlugins = (program: Command, shell: Shell): void => {
  program
    .command('plugins')
    .summary('list the sources, destinations, directives and presets at hand')
    .description('Lists what a settings file can name: sources, destinations, directives and presets.')
    .argument('[relay.yaml]', 'a settings file that may name more')
    .option('--json', 'print a line of JSON for each')
    .addHelpText('after', end)
    .action((file: string | undefined, options: Options) => shell.end(plugins(file, options, shell.io)))
}
