import type { KillPoint } from './kill-point.ts'

/**
 * Where a relay can be made to die. Each is met by watching what the relay does anyway: its statements and its requests.
 *
 * - `after the intake commit`: events are on disk, their sender does not know.
 * - `before a request`: it may go, and is not written yet.
 * - `after an answer`: the destination took it, the relay has not begun to note that.
 * - `while an outcome is written`: inside the transaction, before its commit.
 * - `during a commit`: another thread kills while SQLite writes and syncs.
 * - `during a checkpoint`: the same while SQLite copies the WAL into the file.
 */
export const killPoints = [
  'after the intake commit',
  'before a request',
  'after an answer',
  'while an outcome is written',
  'during a commit',
  'during a checkpoint',
] as const

export type KillPointName = (typeof killPoints)[number]

/** What stands on standard error before a relay kills itself, with how it was: `chaos: during a commit (inside)`. */
export const lastWords = (point: string, how?: string): string =>
  `chaos: ${point}${how === undefined ? '' : ` (${how})`}\n`

/** The environment in which a relay dies. */
export const environmentOf = (point: KillPoint): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=${new URL('./kill-point.ts', import.meta.url).href}`,
  CHAOS_KILL: JSON.stringify(point),
})
