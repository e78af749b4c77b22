import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { nearest, pageOf, pagesOf, reasonOf, type Catalogue } from '@vouchrelay/core'
import { readCatalogueOrTell } from '../catalogue.ts'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { write } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly out?: string
}

const isFile = (argument: string): boolean => /\.ya?ml$/.test(argument)

const printAll = async (catalogue: Catalogue, { out }: Io): Promise<Exit> => {
  await write(out, [...pagesOf(catalogue).values()].join('\n'))
  return exit.ok
}

const printOne = async (catalogue: Catalogue, name: string, io: Io): Promise<Exit> => {
  const page = pageOf(catalogue, name)
  if (page !== undefined) {
    await write(io.out, page)
    return exit.ok
  }
  const pages = [...pagesOf(catalogue).keys()].map((file) => file.replace('.md', ''))
  const near = nearest(name, [...pages, ...catalogue.all.map((plugin) => plugin.name)])
  await tell(`There is no page or plugin ${name}.${near === undefined ? '' : ` Did you mean ${near}?`}`, io)
  return exit.usage
}

const writePages = async (catalogue: Catalogue, folder: string, io: Io): Promise<Exit> => {
  try {
    await mkdir(folder, { recursive: true })
    for (const [file, text] of pagesOf(catalogue)) {
      await writeFile(join(folder, file), text)
      await write(io.out, `${join(folder, file)}\n`)
    }
    return exit.ok
  } catch (error) {
    await tell(`Cannot write to ${folder}: ${reasonOf(error)}.`, io)
    return exit.failed
  }
}

const docs = async (given: readonly string[], { out }: Options, io: Io): Promise<Exit> => {
  const names = given.filter((argument) => !isFile(argument))
  const equipped = await readCatalogueOrTell(given.find(isFile), io)
  if (equipped === undefined) return exit.usage
  const { catalogue } = equipped
  if (out !== undefined) return writePages(catalogue, out, io)
  if (names.length === 0) return printAll(catalogue, io)
  for (const name of names) {
    const status = await printOne(catalogue, name, io)
    if (status !== exit.ok) return status
  }
  return exit.ok
}

const end = helpEnd(
  [
    ['vouchrelay docs segment', 'all about one plugin'],
    ['vouchrelay docs number', 'the directive @number, with examples'],
    ['vouchrelay docs settings | less', 'a whole page: settings, directives, filters, presets'],
    ['vouchrelay docs relay.yaml @upper', 'a plugin that a settings file brings with `plugins:`'],
    ['vouchrelay docs --out reference relay.yaml', 'writes every page, with those plugins'],
  ],
  'Pages are Markdown, made from the code that reads the settings.',
  'Exit status: 0; 1 the folder cannot be written to; 2 there is no such page or plugin.',
)

/** `vouchrelay docs [--out DIR] [relay.yaml] [name...]`. */
export const declareDocs = (program: Command, shell: Shell): void => {
  program
    .command('docs')
    .summary('print the reference of settings, directives, filters and presets')
    .description('Prints the reference: all of it, or pages and plugins by their names.')
    .argument('[name...]', 'pages, plugins, and a settings file (.yaml) that may bring more of them')
    .option('--out <folder>', 'write all pages as files instead')
    .addHelpText('after', end)
    .action((given: readonly string[], options: Options) => shell.end(docs(given, options, shell.io)))
}
