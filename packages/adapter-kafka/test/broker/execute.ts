import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a command to its end. Rejects with what it said last. */
export const execute = async ([command = '', ...args]: readonly string[], cwd: string): Promise<void> => {
  try {
    await promisify(execFile)(command, args, { cwd, maxBuffer: 16 * 1024 * 1024 })
  } catch (error) {
    const { stdout = '', stderr = '' } = Object(error)
    throw new Error(`${command} failed: ${`${stdout}${stderr}`.trim().slice(-2000)}`, { cause: error })
  }
}

/** Whether a command ends well, soon. */
export const answers = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 }).status === 0
