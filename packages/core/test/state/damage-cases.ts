import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markDamage } from '../../src/state/salvage/damage.ts'
import { stateFilesOf, type StateFiles } from '../../src/state/state-files.ts'
import { closeNow, eventsIn, openNow, type Events, type Sample } from './damaged-state.ts'

/** What a damaged state came to when it was opened again, and once more. */
export interface Aftermath {
  readonly events: Events
  /** How many incidents were told. */
  readonly told: number
  /** Of these, what the second opening told: the same damage must not be met twice. */
  readonly toldAgain: number
  /** What SQLite says of the file. */
  readonly check: string
}

/** Damages a copy of a state, opens it, reads all of it as a run would in time, and opens it again. */
export const afterDamage = (sample: Sample, damage: (files: StateFiles) => void): Aftermath => {
  const dir = mkdtempSync(join(tmpdir(), 'vouchrelay-damaged-'))
  try {
    cpSync(sample.dir, dir, { recursive: true })
    const files = stateFilesOf(dir)
    damage(files)
    const first = openAndRead(files)
    // What an opening does not meet, a run does: it marks the file and ends.
    const second = first.events === undefined ? openAndRead(files) : first
    const third = openNow(dir)
    closeNow(third)
    if (second.events === undefined) throw new Error(`damaged again: ${second.check}`)
    const told = first.told + (second === first ? 0 : second.told)
    return { events: second.events, told, toldAgain: third.incidents.length, check: second.check }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

const openAndRead = (files: StateFiles) => {
  const opened = openNow(files.dir)
  const told = opened.incidents.length
  try {
    const check = String(opened.database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'])
    if (check !== 'ok') throw new Error(check)
    return { events: eventsIn(opened.database), told, check }
  } catch (error) {
    markDamage(files, { what: String(error), isWhole: false, lacksCommits: false })
    return { events: undefined, told, check: String(error) }
  } finally {
    closeNow(opened)
  }
}

export const truncated = (file: 'main' | 'wal', bytes: number) => (files: StateFiles) =>
  truncateSync(files[file], bytes)

/** Turns one bit of a byte over. */
export const flipped = (file: 'main' | 'wal', at: number, bit: number) => (files: StateFiles) => {
  const bytes = readFileSync(files[file])
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at)
  writeFileSync(files[file], bytes)
}

/** The position of the last commit that ends before so many bytes of the WAL. */
export const lastWithin = ({ commits }: Sample, bytes: number): number =>
  commits.findLastIndex(({ walBytes }) => walBytes <= bytes)

/** Events of which some text differs, or that never were. */
export const strangeIn = (found: Events, { ever }: Sample): readonly number[] =>
  [...found].filter(([id, text]) => ever.get(id) !== text).map(([id]) => id)

/** Events that are not there. */
export const missingIn = (found: Events, wanted: Events): readonly number[] =>
  [...wanted.keys()].filter((id) => found.get(id) !== wanted.get(id))
