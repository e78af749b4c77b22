import { glob, readFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Command } from 'commander'
import { loadSettings, onSignals, proveTests, reasonOf, TestFile, type Proof } from '@vouchrelay/core'
import { tell, tellComplaints } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { paint } from '../paint.ts'
import { proofText, wrongOf } from '../proof-text.ts'
import { readSettingsOrTell } from '../settings.ts'
import { isSystemError } from '../system-error.ts'
import { watchFolders } from '../watch-folders.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly json?: boolean
  readonly watch?: boolean
}

const pattern = '**/*.relay-test.yaml'

/** What a change is looked for in: not in what the command itself may be writing. */
const settingsFiles = /\.ya?ml$/

const filesOf = async (named: readonly string[]): Promise<readonly string[]> => {
  if (named.length > 0) return named
  const found: string[] = []
  for await (const file of glob(pattern, { exclude: (path) => /(^|\/)(node_modules|\.git)(\/|$)/.test(path) }))
    found.push(file)
  return found.toSorted()
}

/** What came of a file; undefined where it could not be run, which was told. */
const proveFile = async (file: string, io: Io): Promise<readonly Proof[] | undefined> => {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    await tell(`${file}: expected a file that can be read, found ${reasonOf(error)}`, io)
    return undefined
  }
  const tests = loadSettings(TestFile, { file, text, environment: io.environment })
  if (isLeft(tests)) {
    await tellComplaints(tests.left, io)
    return undefined
  }
  const settings = await readSettingsOrTell(relative('', resolve(dirname(file), tests.right.settings)), io)
  if (settings === undefined) return undefined
  const proofs = proveTests(tests.right, settings)
  if (!isLeft(proofs)) return proofs.right
  await tell(`${file} ${proofs.left}`, io)
  return undefined
}

const runOnce = async (files: readonly string[], { json = false }: Options, io: Io): Promise<Exit> => {
  const all: Proof[] = []
  let isRunnable = true
  for (const file of files) {
    const proofs = await proveFile(file, io)
    if (proofs === undefined) isRunnable = false
    else if (json) await writeJson(io.out, { file, tests: proofs })
    else await write(io.out, [file, ...proofs.map((proof) => proofText(proof, io.out).trimEnd())].join('\n  ') + '\n')
    all.push(...(proofs ?? []))
  }
  const wrong = wrongOf(all).length
  if (!json) {
    const sum = `${all.length - wrong} held, ${wrong} did not`
    await write(io.out, `${paint(io.out, wrong === 0 && isRunnable ? 'good' : 'bad', sum)}\n`)
  }
  if (!isRunnable) return exit.usage
  return wrong === 0 ? exit.ok : exit.failed
}

const test = async (named: readonly string[], options: Options, io: Io): Promise<Exit> => {
  const files = await filesOf(named)
  if (files.length === 0) {
    await tell(`There is no file ${pattern} here.`, io)
    return exit.usage
  }
  return options.watch === true ? keepRunning(files, named, options, io) : runOnce(files, options, io)
}

/** Runs the tests, and again with each change, until a signal comes. */
const keepRunning = async (
  files: readonly string[],
  named: readonly string[],
  options: Options,
  io: Io,
): Promise<Exit> => {
  const stop = new AbortController()
  const deafen = onSignals({ stop: () => stop.abort(), kill: process.exit }, io.now)
  const folders = files.map((file) => dirname(resolve(file)))
  try {
    for await (const _change of watchFolders(folders, settingsFiles, stop.signal)) {
      await runOnce(await filesOf(named), options, io)
    }
    return exit.ok
  } catch (error) {
    if (!isSystemError(error)) throw error
    await tell(`Cannot watch ${error.path ?? folders.join(', ')}: ${reasonOf(error)}.`, io)
    return exit.failed
  } finally {
    deafen()
  }
}

const end = helpEnd(
  [
    ['vouchrelay test', `runs every ${pattern} below this folder`],
    ['vouchrelay test orders.relay-test.yaml --watch', 'runs one, and again whenever a file beside it changes'],
  ],
  'A test file names a settings file, and lists events with what is expected of them: a body for each route, `skips`, or',
  '`fails`. docs/testing.md shows one. Nothing is sent.',
  'The code of plugins is read once: start --watch again when it has changed.',
  'Exit status: 0 all held, 1 some did not, 2 a file cannot be run.',
)

/** `vouchrelay test`. */
export const declareTest = (program: Command, shell: Shell): void => {
  program
    .command('test')
    .summary('run test files: events, and what is expected of them')
    .description('Runs test files of settings: events, and what each route is expected to make of them.')
    .argument('[files...]', `test files; default: ${pattern}`)
    .option('--watch', 'run again whenever a file in their folders changes, until Ctrl-C')
    .option('--json', 'print one JSON object a file')
    .addHelpText('after', end)
    .action((files: string[], options: Options) => shell.end(test(files, options, shell.io)))
}
