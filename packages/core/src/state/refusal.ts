import { closeSync, openSync } from 'node:fs'
import type { StateFiles } from './state-files.ts'
import { Unfaithful } from './salvage/salvage.ts'
import { readSqliteError } from './sqlite-failure.ts'

/** Why a state file could not be opened. */
export interface Refusal {
  /** A sentence that says what to do. */
  readonly message: string
  /** Whether it may pass by itself, or when the disk is mended: trying again helps. Otherwise a person must act first. */
  readonly passes: boolean
}

/** What is wrong with a file that SQLite itself has no complaint about. `damage` says what, where it can be salvaged. */
export class Unusable extends Error {
  readonly damage: string | undefined
  constructor(message: string, damage?: string) {
    super(message)
    this.damage = damage
  }
}

const elsewhere = 'or set state.dir to another directory'

/** SQLite's codes for what passes: busy, locked, no memory, failing to read or write, full. */
const passing: ReadonlySet<number> = new Set([5, 6, 7, 10, 13])

/** The file system's codes for the same. */
const passingOfFiles: ReadonlySet<unknown> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EFBIG',
  'ESTALE',
])

export const explain = ({ main }: StateFiles, error: unknown): Refusal => {
  if (error instanceof Unusable) return { message: error.message, passes: false }
  if (error instanceof Unfaithful)
    return { message: `${error.message}: the disk of ${main} is not to be trusted`, passes: true }
  const system = systemCode(error)
  if (system !== undefined) return explainSystem(main, system)
  const { code, message } = readSqliteError(error)
  if (passing.has(code)) return { message: `cannot open ${main}: ${message}`, passes: true }
  const why = code === 14 ? whyNotOpened(main) : undefined
  if (why !== undefined && passingOfFiles.has(why)) return explainSystem(main, why)
  if (code === 11 || code === 26) {
    return { message: `${main} was salvaged, and is damaged again: its disk is not to be trusted`, passes: true }
  }
  return { message: `cannot open ${main}: ${message}. Let this user read and write it, ${elsewhere}`, passes: false }
}

export const explainLock = ({ dir, lock }: StateFiles, error: unknown): Refusal => {
  const system = systemCode(error)
  if (system !== undefined) {
    const message = `cannot make the directory ${dir} (${system})`
    if (passingOfFiles.has(system)) return { message, passes: true }
    return { message: `${message}: let this user write there, ${elsewhere}`, passes: false }
  }
  const { code, message } = readSqliteError(error)
  if (code === 5) {
    return {
      message: `another relay or replay uses ${dir} (it holds the lock on ${lock}): stop it, ${elsewhere}`,
      passes: false,
    }
  }
  if (code === 26 || code === 11) {
    return { message: `${lock} is not a SQLite database: delete it, it holds no data, ${elsewhere}`, passes: false }
  }
  const why = code === 14 ? whyNotOpened(lock) : undefined
  if (passing.has(code)) return { message: `cannot lock ${lock}: ${message}`, passes: true }
  if (why !== undefined && passingOfFiles.has(why)) return { message: `cannot lock ${lock} (${why})`, passes: true }
  return { message: `cannot lock ${lock}: let this user write in ${dir}, ${elsewhere}`, passes: false }
}

const explainSystem = (file: string, code: string): Refusal =>
  passingOfFiles.has(code)
    ? { message: `cannot open ${file} (${code})`, passes: true }
    : { message: `cannot open ${file} (${code}): let this user read and write it, ${elsewhere}`, passes: false }

const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && 'syscall' in error ? String(error.code) : undefined

/** SQLite does not say why it could not open a file. */
const whyNotOpened = (file: string): string | undefined => {
  try {
    closeSync(openSync(file, 'a'))
    return undefined
  } catch (error) {
    return systemCode(error)
  }
}
