import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('./bin/vouchrelay.js', import.meta.resolve('@vouchrelay/cli/package.json')))

/** How the process ended. */
export interface Ended {
  /** Absent where a signal ended it. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A relay in a process of its own. */
export interface Bin {
  readonly pid: number
  readonly kill: (signal: NodeJS.Signals) => void
  readonly isRunning: () => boolean
  readonly ended: Promise<Ended>
  /** Its endpoints, as soon as it is ready; rejects where it ends before. */
  readonly ready: Promise<Addresses>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export interface Addresses {
  /** Of the tracking API: `http://127.0.0.1:8080/v1`. */
  readonly tracking: string
  readonly admin: string
}

/**
 * Runs the real command `vouchrelay run … --json` in a process that inherits nothing. Disposing of it kills it.
 *
 * @param environment all of its environment variables
 * @param before a command, with its arguments, that becomes the one that is told it behind them
 */
export const runBin = (
  file: string,
  environment: Readonly<Record<string, string>> = {},
  before: readonly string[] = [],
): Bin => {
  const [command = '', ...args] = [...before, process.execPath, bin, 'run', file, '--json']
  const child = spawn(command, args, { env: environment, stdio: 'pipe' })
  let stdout = ''
  let stderr = ''
  const reap = (): void => void child.kill('SIGKILL')
  process.once('exit', reap) // a test that was cut off disposes of nothing
  child.once('exit', () => process.off('exit', reap))
  child.stdin.end()
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close').then(([status]): Ended => ({
    status: typeof status === 'number' ? status : null,
    stdout,
    stderr,
  }))
  const ready = Promise.withResolvers<Addresses>()
  ready.promise.catch(() => undefined) // a proof may look at `ended` alone
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    if (stdout.includes('\n')) ready.resolve(addressesOf(stdout))
  })
  void ended.then((end) => ready.reject(new Error(`It ended before it was ready: ${JSON.stringify(end)}`)))
  return {
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    ended,
    ready: ready.promise,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const addressesOf = (stdout: string): Addresses => {
  const [line = ''] = stdout.split('\n', 1)
  const { endpoints }: { readonly endpoints: readonly { title: string; url: string }[] } = JSON.parse(line)
  const urlOf = (wanted: string): string => endpoints.find(({ title }) => title === wanted)?.url ?? ''
  return { tracking: urlOf('tracking API'), admin: urlOf('admin') }
}
