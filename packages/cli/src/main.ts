import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { declareCheck } from './commands/check.ts'
import { declareDocs } from './commands/docs.ts'
import { declareExplain } from './commands/explain.ts'
import { declareForget } from './commands/forget.ts'
import { declareImport } from './commands/import.ts'
import { declareInit } from './commands/init.ts'
import { declareLetters } from './commands/letters.ts'
import { declarePlan } from './commands/plan.ts'
import { declarePlugins } from './commands/plugins.ts'
import { declareReplay } from './commands/replay.ts'
import { declareRun } from './commands/run.ts'
import { declareSandbox } from './commands/sandbox.ts'
import { declareSchema } from './commands/schema.ts'
import { declareStatus } from './commands/status.ts'
import { declareTest } from './commands/test.ts'
import type { Shell } from './commands/command.ts'
import { exit, type Exit } from './exit.ts'
import { helpEnd } from './help.ts'
import type { Io } from './io.ts'

export type { Exit, Io }

const readVersion = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : ''
}

const end = helpEnd(
  [
    ['vouchrelay init', 'writes relay.yaml, which forwards to a sandbox'],
    ['vouchrelay sandbox', 'runs that sandbox, a local Voucherify'],
    ['vouchrelay run relay.yaml', 'forwards'],
  ],
  'Exit status: 0 well, 1 failed, 2 usage or settings are wrong.',
)

const declare = (shell: Shell): Command => {
  const { out, err } = shell.io
  const program = new Command('vouchrelay')
    .description('Forwards events from customer data platforms into Voucherify, and accounts for every one of them.')
    .version(readVersion())
    .exitOverride()
    .configureOutput({ writeOut: (text) => void out.write(text), writeErr: (text) => void err.write(text) })
    .showHelpAfterError('(--help shows how it is used)')
    .addHelpText('after', end)
  for (const add of [
    declareRun,
    declareCheck,
    declarePlan,
    declareReplay,
    declareTest,
    declareStatus,
    declareLetters,
    declareExplain,
    declareForget,
    declareSandbox,
    declareInit,
    declareImport,
    declareSchema,
    declareDocs,
    declarePlugins,
  ])
    add(program, shell)
  return program
}

/** Runs the command with the arguments after its name, and returns the status to exit with. */
export const execute = async (argv: readonly string[], io: Io): Promise<Exit> => {
  let status: Exit = exit.ok
  const shell: Shell = {
    io,
    end: async (work) => {
      status = await work
    },
  }
  try {
    await declare(shell).parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exit.ok : exit.usage
  }
}

/** What the executable calls: the arguments, streams and environment of the process, and its exit status. */
export const main = async (): Promise<void> => {
  const { stdout, stderr, stdin, env, argv } = process
  // Whoever reads the results has heard enough, as `head` has after ten lines.
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? exit.ok : exit.failed))
  const io = { out: stdout, err: stderr, input: stdin, environment: env, now: Date.now }
  process.exitCode = await execute(argv.slice(2), io)
}
