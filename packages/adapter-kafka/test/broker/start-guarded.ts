import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Guarded } from './guard.ts'

/** A broker that is running, or was. */
export interface Running {
  /** Undefined while it runs. */
  readonly exited: () => string | undefined
}

/** Starts what stops when this process ends, however it ends. It keeps no process alive. Its output goes to a file. */
export const startGuarded = (guarded: Guarded, log: string): Running => {
  const output = openSync(log, 'w')
  const guard = spawn(
    process.execPath,
    [join(fileURLToPath(import.meta.url), '../guard.ts'), JSON.stringify(guarded)],
    {
      stdio: ['pipe', output, output],
      // It must outlive an interrupt of the terminal: it cleans up.
      detached: true,
    },
  )
  let exited: string | undefined
  guard.once('exit', (code, signal) => {
    exited = `it ended with ${signal ?? String(code)}`
  })
  guard.unref()
  if (guard.stdin instanceof Socket) guard.stdin.unref()
  return { exited: () => exited }
}
