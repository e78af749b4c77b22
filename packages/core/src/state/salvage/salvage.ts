import { closeSync, existsSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { migrations } from '../schema.ts'
import { adoptOrphans } from './adopt-orphans.ts'
import { copyTable, type Saved } from './copy-table.ts'
import { unmarkDamage, type Damage } from './damage.ts'
import { noteDoubts } from './doubts.ts'
import { gatherRemains } from './gather-remains.ts'
import { incidentName, writeIncident } from './incidents.ts'
import { keepSequence } from './keep-sequence.ts'
import { makeFile } from './make-file.ts'
import { openRemains, type FirstPage } from './open-remains.ts'
import type { StateFiles } from '../state-files.ts'
import { sync } from './sync.ts'
import { tablesToCopy } from './tables.ts'
import { tellSalvage } from './tell-salvage.ts'

/** What the disk gives back is not what was written: no salvage would come to anything. */
export class Unfaithful extends Error {}

/** When something is salvaged, and for whom. */
export interface Salvaging {
  /** Events of one source that this run works on at once, at most. */
  readonly window: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Moves a damaged state file aside, where it is kept, and puts a new one in its place with what can be read of it. Gives what to
 * tell a person. Where it throws, what the file system or SQLite says, nothing has changed; and nothing is lost where the process
 * ends at any moment of it.
 */
export const salvage = (files: StateFiles, found: Damage, salvaging: Salvaging): string => {
  const leftovers = [files.remains, files.fresh, files.salvaging]
  try {
    const isDestroyed = gatherRemains(files)
    const damage = { ...found, lacksCommits: found.lacksCommits || isDestroyed }
    const made = fill(files, damage, salvaging)
    sync(files.salvaging)
    const name = incidentName(files, salvaging.now)
    const [first = '', ...others] = tellSalvage({ damage, ...made, name: basename(name), now: salvaging.now })
    writeIncident(name, [first, ...others])
    renameSync(files.salvaging, files.salvaged)
    sync(files.dir)
    finishSalvage(files, name)
    return first
  } finally {
    for (const path of leftovers) rmSync(path, { force: true })
  }
}

/** Goes on with a salvage that was cut off when only the names of the files were left to change. */
export const finishSalvage = (files: StateFiles, name: string): void => {
  if (!existsSync(files.salvaged)) return
  // The main file goes first: without its WAL it would be taken for one that has lost it.
  const moves = [
    [files.main, name],
    [files.wal, `${name}-wal`],
    [files.shm, `${name}-shm`],
  ] as const
  for (const [from, to] of moves) if (existsSync(from)) renameSync(from, to)
  sync(files.dir)
  unmarkDamage(files)
  renameSync(files.salvaged, files.main)
  sync(files.dir)
}

const fill = (
  { remains, salvaging, fresh }: StateFiles,
  damage: Damage,
  { window, now }: Salvaging,
): { readonly saved: readonly Saved[]; readonly firstPage: FirstPage } => {
  const version = versionOf(remains)
  using to = makeFile(salvaging, version)
  makeFile(fresh, version, 0).close()
  const { database: from, firstPage } = openRemains(remains, version, [salvaging, fresh])
  try {
    to.exec('BEGIN')
    const copied = tablesToCopy(to, from).map((table) => copyTable(from, to, table))
    const saved = adoptOrphans(remains, to, copied)
    keepSequence(to, from)
    // What nothing led to may be older than what was sent since.
    const isOld = damage.lacksCommits || saved.some(({ adopted }) => adopted > 0)
    if (version === migrations.length) noteDoubts(to, isOld ? undefined : windowIn(to, window), now)
    to.exec('COMMIT')
    const check = to.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    if (check !== 'ok') throw new Unfaithful(`what was salvaged cannot be read again: ${String(check)}`)
    return { saved, firstPage }
  } finally {
    from.close()
  }
}

/** The version that a file says it has, where that can be (sqlite.org/fileformat2.html, section 1.3). */
const versionOf = (path: string): number => {
  const header = Buffer.alloc(64)
  const file = openSync(path, 'r')
  readSync(file, header, 0, header.length, 0)
  closeSync(file)
  const said = header.readUInt32BE(60)
  return said > 0 && said <= migrations.length ? said : migrations.length
}

/** How many events of a source the last run worked on at once: it need not be as many as this one does. */
const windowIn = (database: DatabaseSync, mine: number): number | undefined => {
  const last = database.prepare('SELECT max(window) AS most FROM runs').get()?.['most']
  return typeof last === 'number' ? Math.max(last, mine) : undefined
}
