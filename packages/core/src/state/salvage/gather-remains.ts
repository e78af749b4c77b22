import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { judgeWal } from './judge-wal.ts'
import { readShm } from './read-shm.ts'
import { readWal } from './read-wal.ts'
import type { StateFiles } from '../state-files.ts'

/** The only size that our files have. */
export const pageBytes = 4096

/** What lies where a page is lost that may have held the rest of a row: no row that it stands in is taken for whole. */
export const lostMark = "a page of Vouchrelay's state file that was lost; "

/**
 * Puts together what is left of a state file beside it, so that it can be read without its WAL and the original stays as it is:
 * the main file, and over it whatever was committed and is intact in the WAL. Throws what the file system says.
 *
 * Gives whether commits in the WAL are destroyed.
 */
export const gatherRemains = ({ main, wal, shm, remains }: StateFiles): boolean => {
  rmSync(remains, { force: true })
  if (existsSync(main)) copyFileSync(main, remains, constants.COPYFILE_FICLONE)
  const file = openSync(remains, existsSync(remains) ? 'r+' : 'w+')
  try {
    const isDestroyed = existsSync(wal) && statSync(wal).size > 0 && layOver(file, wal, shm)
    complete(file)
    return isDestroyed
  } finally {
    closeSync(file)
  }
}

const layOver = (file: number, walPath: string, shmPath: string): boolean => {
  const read = readWal(walPath)
  if (read.pageSize !== pageBytes) return true
  const { kept, broken, pages, lost } = judgeWal(read, readShm(shmPath))
  const wal = openSync(walPath, 'r')
  const bytes = Buffer.alloc(pageBytes)
  try {
    for (const { page, at } of kept) {
      readSync(wal, bytes, 0, pageBytes, at)
      writeSync(file, bytes, 0, pageBytes, (page - 1) * pageBytes)
    }
    if (pages > 0) ftruncateSync(file, pages * pageBytes)
    for (const { page, at } of broken) {
      const isInFile = page >= 1 && page * pageBytes <= fstatSync(file).size
      if (isInFile && !(isTree(wal, at) && isTree(file, (page - 1) * pageBytes))) {
        writeSync(file, bytes.fill(lostMark), 0, pageBytes, (page - 1) * pageBytes)
      }
    }
  } finally {
    closeSync(wal)
  }
  return lost > 0
}

/** The kinds of pages of a tree (sqlite.org/fileformat2.html, section 1.6). One that is older than it should be is still of use. */
const trees = new Set([2, 5, 10, 13])

const isTree = (file: number, at: number): boolean => {
  const first = Buffer.alloc(1)
  readSync(file, first, 0, 1, at)
  return trees.has(first.readUInt8(0)) || at === 0
}

/** A header that says how many pages there are: SQLite reads nothing of a file that is shorter than it says of itself. */
const complete = (file: number): void => {
  const header = Buffer.alloc(100)
  if (readSync(file, header, 0, 100, 0) < 100) return
  const pages = Math.floor(fstatSync(file).size / pageBytes)
  ftruncateSync(file, pages * pageBytes)
  header.writeUInt32BE(pages, 28)
  header.writeUInt32BE(header.readUInt32BE(24), 92)
  // Read without a WAL: its pages lie in this file now (sqlite.org/fileformat2.html, section 1.3.3).
  header.writeUInt8(1, 18)
  header.writeUInt8(1, 19)
  if (pages > 0) writeSync(file, header, 0, 100, 0)
}
