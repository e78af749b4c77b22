import type { Command } from 'commander'
import { settingsSchema } from '@vouchrelay/core'
import { readCatalogueOrTell } from '../catalogue.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { write } from '../write.ts'
import type { Shell } from './command.ts'

const schema = async (file: string | undefined, io: Io): Promise<Exit> => {
  const equipped = await readCatalogueOrTell(file, io)
  if (equipped === undefined) return exit.usage
  await write(io.out, `${JSON.stringify(settingsSchema(equipped.catalogue), undefined, 2)}\n`)
  return exit.ok
}

const end = helpEnd(
  [
    ['vouchrelay schema > relay.schema.json', 'for an editor that completes and checks settings'],
    ['vouchrelay schema relay.yaml > relay.schema.json', 'the same with the plugins that a settings file names'],
  ],
  'With the YAML extension of VS Code, and whatever else uses yaml-language-server, begin relay.yaml with\n' +
    '  # yaml-language-server: $schema=./relay.schema.json',
  'It knows less than `vouchrelay check`: not the syntax of filters, nor names given twice, nor the environment.',
  'Exit status: 0 printed, 2 a plugin that the settings file names is missing.',
)

/** `vouchrelay schema [relay.yaml]`. */
export const declareSchema = (program: Command, shell: Shell): void => {
  program
    .command('schema')
    .summary('print the JSON Schema of settings, for editors')
    .description('Prints the JSON Schema (draft 7) of a settings file.')
    .argument('[relay.yaml]', 'a settings file whose plugins are to be in it')
    .addHelpText('after', end)
    .action((file: string | undefined) => shell.end(schema(file, shell.io)))
}
