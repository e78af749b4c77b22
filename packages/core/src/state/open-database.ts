import { copyFileSync, existsSync, mkdirSync, renameSync, statSync, truncateSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { left, right, type Either } from 'fp-ts/lib/Either.js'
import type { Opening } from './messages.ts'
import { explain, explainLock, Unusable, type Refusal } from './refusal.ts'
import { prepare } from './prepare.ts'
import { findDamage, markDamage, unmarkDamage, type Damage } from './salvage/damage.ts'
import { noteDoubts } from './salvage/doubts.ts'
import { incidentName, writeIncident } from './salvage/incidents.ts'
import { makeFile } from './salvage/make-file.ts'
import { finishSalvage, salvage } from './salvage/salvage.ts'
import { stateFilesOf, type StateFiles } from './state-files.ts'
import { sync } from './salvage/sync.ts'
import { readSqliteError } from './sqlite-failure.ts'

/** The state file, open and locked. */
export interface OpenDatabase<A> {
  readonly database: DatabaseSync
  readonly lock: DatabaseSync
  /** What `use` gave. */
  readonly used: A
  /** What a person must know of damage that was found just now. */
  readonly incidents: readonly string[]
}

/** A relay that is just ending lets go of the directory within this time; one that is running does not. */
const lockWaitMs = 500

/**
 * Opens the state file of a directory, made if need be, in WAL mode with `synchronous=FULL`, its schema up to date, and uses it
 * once. A damaged file is salvaged first, also where `use` meets the damage.
 *
 * The directory is locked before all else: the kernel releases the lock when the process ends, however it ends.
 *
 * @param salvaging told before a salvage, which may take minutes
 */
export const openDatabase = <A>(
  opening: Opening,
  use: (database: DatabaseSync) => A,
  salvaging: (message: string) => void,
): Either<Refusal, OpenDatabase<A>> => {
  const files = stateFilesOf(opening.dir)
  const isFirstUse = !existsSync(files.lock)
  let lock: DatabaseSync | undefined
  try {
    // What lies there is personal: it is nobody else's to read.
    mkdirSync(opening.dir, { recursive: true, mode: 0o700 })
    lock = takeLock(files.lock)
  } catch (error) {
    return left(explainLock(files, error))
  }
  try {
    return right({ lock, ...mendAndOpen(files, isFirstUse, opening, use, salvaging) })
  } catch (error) {
    lock.close()
    return left(explain(files, error))
  }
}

const takeLock = (file: string, isSecondTry = false): DatabaseSync => {
  const lock = new DatabaseSync(file, { timeout: lockWaitMs })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    const { code } = readSqliteError(error)
    if (isSecondTry || (code !== 11 && code !== 26)) throw error
    // Whoever holds it would have been met before its bytes are. It is emptied, not replaced: the lock is the file's, not its name's.
    truncateSync(file)
    return takeLock(file, true)
  }
}

const mendAndOpen = <A>(
  files: StateFiles,
  isFirstUse: boolean,
  opening: Opening,
  use: (database: DatabaseSync) => A,
  salvaging: (message: string) => void,
): Omit<OpenDatabase<A>, 'lock'> => {
  const incidents: string[] = []
  const salvageFor = (damage: Damage): void => {
    salvaging(`the state file is damaged: ${damage.what}. What can be read of it is salvaged`)
    incidents.push(salvage(files, damage, opening))
  }
  finishSalvage(files, incidentName(files, opening.now))
  const found = findDamage(files, isFirstUse)
  const past = found?.isWhole === true ? { ...found, name: incidentName(files, opening.now) } : undefined
  if (past !== undefined) keepPast(files, past)
  else if (found !== undefined) salvageFor(found)
  const open = () => openWhole(files, past, opening, use)
  try {
    const opened = open()
    return { ...opened, incidents: [...incidents, ...opened.incidents] }
  } catch (error) {
    const damage = damageOf(error)
    if (damage === undefined || incidents.length > 0) throw error
    salvageFor(damage)
    const opened = open()
    return { ...opened, incidents: [...incidents, ...opened.incidents] }
  }
}

/** Damage to what was committed last, and what the files about it are called. */
interface Past extends Damage {
  readonly name: string
}

/** The file goes on in use, and its WAL will be written over. */
const keepPast = (files: StateFiles, past: Past): void => {
  markDamage(files, past)
  if (existsSync(files.wal)) copyFileSync(files.wal, `${past.name}-wal`)
}

const damageOf = (error: unknown): Damage | undefined => {
  const { code, message } = readSqliteError(error)
  if (error instanceof Unusable) return error.damage === undefined ? undefined : { ...bounded, what: error.damage }
  return code === 11 || code === 26 ? { ...bounded, what: message } : undefined
}

const bounded = { isWhole: false, lacksCommits: false } as const

const openWhole = <A>(
  files: StateFiles,
  past: Past | undefined,
  { now }: Opening,
  use: (database: DatabaseSync) => A,
): Omit<OpenDatabase<A>, 'lock'> => {
  if ((sizeOf(files.main) ?? 0) === 0) makeWhole(files)
  const isUnclean = past !== undefined || (sizeOf(files.wal) ?? 0) > 0
  const database = prepare(files.main, isUnclean)
  try {
    const incidents: string[] = []
    if (past !== undefined) {
      noteDoubts(database, undefined, now)
      const what = `${new Date(now).toISOString()} the state file was damaged: ${past.what}. What was committed last is missing.`
      writeIncident(past.name, [what, 'When you have read this, move this file away.'])
      incidents.push(what)
      unmarkDamage(files)
    }
    return { database, used: use(database), incidents }
  } catch (error) {
    database.close()
    throw error
  }
}

const sizeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.size

/** Makes an empty state file that has its name only when it is whole. */
const makeWhole = (files: StateFiles): void => {
  makeFile(files.fresh).close()
  sync(files.fresh)
  renameSync(files.fresh, files.main)
  sync(files.dir)
}
