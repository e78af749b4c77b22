import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from '../house/read-tree.ts'

/** How a program ended and what it said. */
export interface Ended {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** The pinned Node and the tools of the workspace come first; coverage of npm and pnpm is nobody's business. */
const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
  NODE_V8_COVERAGE: undefined,
}

/** Less than the tests' own limit: what the program said is shown, and it does not outlive them. */
const timeout = 240_000

/** Runs a program to its end without a shell; never rejects. */
export const execute = (program: string, args: readonly string[], cwd: string): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { cwd, env: environment, maxBuffer: 64 << 20, timeout },
      (error, stdout, stderr) =>
        resolve({
          status: error === null ? 0 : (child.exitCode ?? 1),
          stdout,
          stderr: stderr || (error?.message ?? ''),
        }),
    )
    child.stdin?.end()
  })

/** The same where anything but success is a bug of the test's surroundings: throws with all the program said. */
export const succeed = async (program: string, args: readonly string[], cwd: string): Promise<string> => {
  const { status, stdout, stderr } = await execute(program, args, cwd)
  if (status === 0) return stdout
  throw new Error(`${[program, ...args].join(' ')} ended with status ${status}\n${stdout}${stderr}`)
}
