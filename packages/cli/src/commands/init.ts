import { copyFile, constants } from 'node:fs/promises'
import type { Command } from 'commander'
import { reasonOf } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { paint } from '../paint.ts'
import { write } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly force?: boolean
}

const starter = new URL('../../starter/relay.yaml', import.meta.url)

const nextSteps = (file: string): string =>
  [
    'It forwards to a local sandbox until you say otherwise. Next:',
    '  npx vouchrelay sandbox',
    `  npx vouchrelay check ${file}`,
    `  npx vouchrelay run ${file}`,
    '',
  ].join('\n')

const init = async (file: string, { force = false }: Options, io: Io): Promise<Exit> => {
  try {
    await copyFile(starter, file, force ? 0 : constants.COPYFILE_EXCL)
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    await tell(
      exists ? `${file} is there already; --force overwrites it.` : `Cannot write ${file}: ${reasonOf(error)}.`,
      io,
    )
    return exit.failed
  }
  await write(io.out, `${paint(io.out, 'good', 'wrote')} ${file}\n${nextSteps(file)}`)
  return exit.ok
}

const end = helpEnd(
  [
    ['vouchrelay init', 'writes relay.yaml'],
    ['vouchrelay init shop.yaml', 'writes it under another name'],
    ['vouchrelay init --force', 'overwrites what is there'],
  ],
  'Exit status: 0 written, 1 there is such a file already, or it cannot be written.',
)

/** `vouchrelay init`. */
export const declareInit = (program: Command, shell: Shell): void => {
  program
    .command('init')
    .summary('write a settings file to start from')
    .description('Writes a commented settings file to start from.')
    .argument('[relay.yaml]', 'where to', 'relay.yaml')
    .option('--force', 'overwrite a file that is there')
    .addHelpText('after', end)
    .action((file: string, options: Options) => shell.end(init(file, options, shell.io)))
}
