/**
 * Runs a broker for as long as standard input is open, and cleans up behind it. The input ends however the process ends that
 * holds its other side, so that no broker outlives the tests that were killed.
 *
 * Arguments: JSON of `{ run, after, folder }`: what runs, what is run at the end (or nothing), what is removed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'

export interface Guarded {
  readonly run: readonly string[]
  readonly after: readonly string[]
  readonly folder: string
}

// Written by start-guarded.ts.
const { run, after, folder } = JSON.parse(process.argv[2] ?? '') as Guarded
const [command = '', ...args] = run
const broker = spawn(command, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
const ended = new Promise<void>((resolve) => {
  broker.once('error', () => resolve())
  broker.once('exit', () => resolve())
})
process.stdin.resume()
process.stdin.once('end', () => broker.kill('SIGKILL'))
// An interrupt of the terminal reaches all: the tests end, and so does the input.
process.on('SIGINT', () => undefined)
await ended
const [last, ...rest] = after
if (last !== undefined) spawnSync(last, rest, { stdio: 'ignore' })
rmSync(folder, { recursive: true, force: true })
process.exit(0)
