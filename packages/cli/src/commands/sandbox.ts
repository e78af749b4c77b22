import { InvalidArgumentError, type Command } from 'commander'
import { onSignals, reasonOf } from '@vouchrelay/core'
import { defaultSandboxSettings, startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { tell } from '../complaints.ts'
import { exit, type Exit } from '../exit.ts'
import { helpEnd } from '../help.ts'
import type { Io } from '../io.ts'
import { paint } from '../paint.ts'
import { settingsOf, withSandboxFlags, type SandboxFlags } from '../sandbox-flags.ts'
import { write, writeJson } from '../write.ts'
import type { Shell } from './command.ts'

interface Options extends SandboxFlags {
  readonly host: string
  readonly port: number
  readonly applicationId: string
  readonly secretKey: string
  readonly json?: boolean
}

/** The one that the starter of `vouchrelay init` and the examples name. */
const defaultPort = 4010

const readPort = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new InvalidArgumentError('Expected a whole number from 0 to 65535.')
  return port
}

const readKey = (text: string): string => {
  if (!/^[\x21-\x7e]+$/.test(text)) throw new InvalidArgumentError('Expected letters, digits and the like, no spaces.')
  return text
}

const readyText = ({ url, settings }: Sandbox, { out }: Io): string =>
  [
    `${paint(out, 'good', 'a local Voucherify')} at ${url}, Ctrl-C stops it`,
    `  application id  ${settings.applicationId}`,
    `  secret key      ${settings.secretKey}`,
    `  received        ${url}/_sandbox/events`,
    '',
    'In relay.yaml:',
    `  destination: { use: voucherify, baseUrl: '${url}', applicationId: ${settings.applicationId}, secretKey: ${settings.secretKey} }`,
    '',
  ].join('\n')

const stopSignal = (now: () => number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const deafen = onSignals({ stop: resolve, kill: process.exit }, now)
  return promise.finally(deafen)
}

const sandbox = async (options: Options, io: Io): Promise<Exit> => {
  const { json = false, host, port, applicationId, secretKey } = options
  const settings = settingsOf(options)
  if (typeof settings === 'string') {
    await tell(settings, io)
    return exit.usage
  }
  let running: Sandbox
  try {
    running = await startSandbox({ host, port, applicationId, secretKey, ...settings })
  } catch (error) {
    await tell(`The sandbox cannot listen: ${reasonOf(error)}. Try another --port; 0 takes any free one.`, io)
    return exit.failed
  }
  const stopped = stopSignal(io.now)
  const { url, settings: inForce } = running
  if (json) await writeJson(io.out, { url, settings: inForce })
  else await write(io.out, readyText(running, io))
  await stopped
  const events = running.events().length
  await running.close()
  if (json) await writeJson(io.out, { events })
  else await write(io.out, `${events === 1 ? '1 event' : `${events} events`} received\n`)
  return exit.ok
}

const end = helpEnd(
  [
    ['vouchrelay sandbox', `listens on port ${defaultPort} with keys that it prints`],
    ['vouchrelay sandbox --port 0', 'takes any free port'],
    ['curl http://127.0.0.1:4010/_sandbox/events', 'what it has received'],
    [`curl http://127.0.0.1:4010/_sandbox/script -d '{"times":3,"status":503}'`, 'fails the next three calls'],
    ['vouchrelay sandbox --quota business --other-calls 40', '100 calls a minute, of which others make 40'],
    [
      'vouchrelay sandbox --faults faults.json',
      'fails as the file says, e.g. [{"probability":0.1,"reset":"after-storing"}]',
    ],
    ['curl http://127.0.0.1:4010/_sandbox', 'what it has counted: calls, answers, faults that struck'],
  ],
  'It keeps everything in memory: what it received is gone when it stops.',
  'Exit status: 0 stopped, 1 it could not listen, 2 flags that make no sense.',
)

/** `vouchrelay sandbox`. */
export const declareSandbox = (program: Command, shell: Shell): void => {
  const { host, applicationId, secretKey } = defaultSandboxSettings
  const command = program
    .command('sandbox')
    .summary('run a local Voucherify to try things with')
    .description('Runs a local Voucherify: it checks keys and bodies, stores events, and fails when it is told to.')
    .option('--host <address>', 'the address to listen on', host)
    .option('--port <number>', 'the port to listen on; 0 takes any free one', readPort, defaultPort)
    .option('--application-id <id>', 'the X-App-Id it takes', readKey, applicationId)
    .option('--secret-key <key>', 'the X-App-Token it takes', readKey, secretKey)
  withSandboxFlags(command)
    .option('--json', 'print JSON for programs')
    .addHelpText('after', end)
    .action((options: Options) => shell.end(sandbox(options, shell.io)))
}
