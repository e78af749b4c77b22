import { isLeft } from 'fp-ts/lib/Either.js'
import type { Command } from 'commander'
import { createLog, onSignals, startRelay, type Relay } from '@vouchrelay/core'
import { tell } from '../complaints.ts'
import { countsText } from '../counts-text.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { paint } from '../paint.ts'
import { readSettingsOrTell } from '../settings.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options {
  readonly json?: boolean
}

const readyText = (file: string, { endpoints }: Relay, { out }: Io): string => {
  const width = Math.max(...endpoints.map(({ title }) => title.length))
  const lines = endpoints.map(({ title, url }) => `  ${title.padEnd(width)}  ${url}`)
  return [`${paint(out, 'good', 'running')} ${file}, Ctrl-C stops it`, ...lines, ''].join('\n')
}

/** Waits for the end of a relay, and says whether it came in order. */
const ending = async (relay: Relay, io: Io): Promise<Exit> => {
  // A relay that breaks while it stops says so in `ended`, too.
  const stop = (): void => void relay.stop().catch(() => undefined)
  const deafen = onSignals({ stop, kill: process.exit }, io.now)
  try {
    await relay.ended
    return exit.ok
  } catch (error) {
    await tell(`The relay broke: ${error instanceof Error ? error.message : String(error)}`, io)
    return exit.failed
  } finally {
    deafen()
  }
}

const run = async (file: string, { json = false }: Options, io: Io): Promise<Exit> => {
  const settings = await readSettingsOrTell(file, io)
  if (settings === undefined) return exit.usage
  const started = await startRelay(settings, { file, log: createLog(io.err), now: io.now })()
  if (isLeft(started)) {
    await tell(`${started.left.part} cannot start: ${started.left.message}`, io)
    return exit.failed
  }
  const relay = started.right
  const ended = ending(relay, io)
  if (json) await writeJson(io.out, { endpoints: relay.endpoints })
  else await write(io.out, readyText(file, relay, io))
  const status = await ended
  if (json) await writeJson(io.out, { counts: relay.counts() })
  else await write(io.out, `${countsText(relay.counts())}\n`)
  return status
}

const end = helpEnd(
  [
    ['vouchrelay run relay.yaml', 'forwards events until SIGTERM or Ctrl-C'],
    ['vouchrelay run relay.yaml --json', 'tells its endpoints, and in the end its counts, as a line of JSON each'],
  ],
  'The first signal stops it in order: no new events, requests under way are waited for, the rest is kept\n' +
    'in the state directory and goes on at the next start. A second signal ends it at once. Nothing is lost either way.',
  'Problems go to standard error, as lines of JSON.',
  'Exit status: 0 stopped in order, 1 it could not start or broke, 2 the settings are wrong, 130 ended at once.',
)

/** `vouchrelay run relay.yaml`. */
export const declareRun = (program: Command, shell: Shell): void => {
  program
    .command('run')
    .summary('forward events as a settings file says')
    .description('Starts what a settings file names, and forwards events until it is stopped.')
    .argument('<relay.yaml>', 'the settings file; relative paths in it start at its folder')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', end)
    .action((file: string, options: Options) => shell.end(run(file, options, shell.io)))
}
