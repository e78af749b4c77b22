import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { judgeWal } from './judge-wal.ts'
import { readShm } from './read-shm.ts'
import { readWal } from './read-wal.ts'
import type { StateFiles } from '../state-files.ts'
import { sync } from './sync.ts'

/** Something of the state file is gone or wrong. */
export interface Damage {
  /** A clause without a full stop. */
  readonly what: string
  /** Whether what is there is whole, and nothing has to be salvaged. */
  readonly isWhole: boolean
  /** Whether commits are gone although they were durable: then what is there may be older than what was sent since. */
  readonly lacksCommits: boolean
}

/** SQLite takes a file that is smaller for an empty one. */
const leastBytes = 512

/** Looks for damage that SQLite would pass over in silence, or that an earlier run has met. The file is not open. */
export const findDamage = (files: StateFiles, isFirstUse: boolean): Damage | undefined => {
  const marked = readMark(files)
  if (marked !== undefined) return marked
  const [main, wal] = [sizeOf(files.main), sizeOf(files.wal)]
  if (main === undefined)
    return wal === undefined || wal === 0 ? undefined : broken('it is gone, and its -wal is there')
  if (main === 0 && (wal ?? 0) > 0) return broken('it is empty, and its -wal is not')
  // Its name stands for a whole file from the first moment on: see `makeFile`.
  if (main === 0) return isFirstUse ? undefined : broken('it is empty')
  if (main < leastBytes) return broken('it is cut off before its header ends')
  const shm = readShm(files.shm)
  if (wal === undefined || wal === 0) {
    const isLost = shm !== undefined && shm.committed > shm.copied
    return isLost ? past(`its -wal is gone, of which ${shm.committed - shm.copied} pages were nowhere else`) : undefined
  }
  const { lost, isWhole } = judgeWal(readWal(files.wal), shm)
  const what = lost > 0 ? `${lost} pages that were durable in its -wal cannot be read` : 'its -wal is broken'
  if (!isWhole) return { what, isWhole, lacksCommits: lost > 0 }
  return lost > 0 ? past(`the last ${lost} pages that were durable in its -wal are gone`) : undefined
}

/** Writes down that the file is damaged, for the next start. Throws what the file system says. */
export const markDamage = ({ mark, dir }: StateFiles, { what, isWhole, lacksCommits }: Damage): void => {
  writeFileSync(mark, JSON.stringify({ what, isWhole, lacksCommits }), { flush: true })
  sync(dir)
}

export const unmarkDamage = ({ mark }: StateFiles): void => rmSync(mark, { force: true })

const readMark = ({ mark }: StateFiles): Damage | undefined => {
  if (!existsSync(mark)) return undefined
  try {
    const { what, isWhole, lacksCommits }: Partial<Damage> = JSON.parse(readFileSync(mark, 'utf8')) // only `markDamage` writes it
    if (what !== undefined && isWhole !== undefined && lacksCommits !== undefined)
      return { what, isWhole, lacksCommits }
  } catch {
    // It broke off while it was written, which says enough.
  }
  return broken('an earlier run found it damaged')
}

const past = (what: string): Damage => ({ what, isWhole: true, lacksCommits: true })

const broken = (what: string): Damage => ({ what, isWhole: false, lacksCommits: true })

const sizeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.size
