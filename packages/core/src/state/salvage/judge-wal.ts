import type { Shm } from './read-shm.ts'
import type { Wal, WalFrame } from './read-wal.ts'

/** What a WAL has to give, and what it has lost. */
export interface WalJudgement {
  /** Frames that were committed and are intact, oldest first, without those that the main file has for certain. */
  readonly kept: readonly WalFrame[]
  /** Frames that are broken, of pages that no intact one brings again, as far as their headers can be believed. */
  readonly broken: readonly WalFrame[]
  /** How many pages the database had after the last of them; 0 where that is not known. */
  readonly pages: number
  /**
   * Frames that were durable, are nowhere else, and cannot be read; SQLite would pass over them in silence. A tail that broke off
   * in the middle of a commit is none of them.
   */
  readonly lost: number
  /** Whether SQLite reads what is there as it was at the end of some commit. */
  readonly isWhole: boolean
}

/**
 * Judges a WAL. The index that a process leaves behind which was killed says what was committed; without one, each commit that
 * another one follows is known to have been durable: it is synced before the next is written.
 */
export const judgeWal = (wal: Wal, shm: Shm | undefined): WalJudgement =>
  shm !== undefined && (wal.salts === undefined || shm.salts === wal.salts)
    ? judgeByIndex(wal, shm)
    : judgeByItself(wal)

const judgeByIndex = (wal: Wal, { committed, copied }: Shm): WalJudgement => {
  const mine = uptoCommit(wal.frames.slice(copied, committed))
  const kept = mine.filter(({ isIntact }) => isIntact)
  const read = readBySqlite(wal)
  // What the main file has already would be laid over what is newer there, if SQLite read some of it and not all.
  const isConsistent = read >= copied || read === 0
  const isMore = mine.slice(Math.max(0, read - copied)).some(({ isIntact }) => isIntact)
  const isWhole = read >= committed || (isConsistent && !isMore)
  const lost = Math.max(0, committed - copied) - kept.length
  return { kept, broken: brokenOf(mine), pages: pagesAfter(kept), lost, isWhole }
}

const judgeByItself = (wal: Wal): WalJudgement => {
  const { frames, isHeaderIntact } = wal
  const lastIntact = frames.findLastIndex(({ isIntact }) => isIntact)
  const kept: WalFrame[] = []
  const all: WalFrame[] = []
  let [lost, begin] = [0, 0]
  for (const [end, { commit }] of frames.entries()) {
    if (commit === 0) continue
    const mine = frames.slice(begin, end + 1)
    const intact = mine.filter(({ isIntact }) => isIntact)
    if (intact.length < mine.length && lastIntact <= end) break
    lost += mine.length - intact.length
    kept.push(...intact)
    all.push(...mine)
    begin = end + 1
  }
  const isHeaderLost = !isHeaderIntact && kept.length > 0
  return { kept, broken: brokenOf(all), pages: pagesAfter(kept), lost, isWhole: lost === 0 && !isHeaderLost }
}

/** How many frames SQLite reads: those before the first that is broken, up to the end of a commit. */
const readBySqlite = ({ isHeaderIntact, frames }: Wal): number => {
  if (!isHeaderIntact) return 0
  const broken = frames.findIndex(({ isIntact }) => !isIntact)
  return frames.slice(0, broken === -1 ? undefined : broken).findLastIndex(({ commit }) => commit !== 0) + 1
}

/** Without the beginning of a commit whose end is not there. */
const uptoCommit = (frames: readonly WalFrame[]): readonly WalFrame[] =>
  frames.slice(0, frames.findLastIndex(({ commit }) => commit !== 0) + 1)

/** The last word on each page. */
const brokenOf = (frames: readonly WalFrame[]): readonly WalFrame[] =>
  [...new Map(frames.map((frame) => [frame.page, frame])).values()].filter(
    (frame) => !frame.isIntact && frame.isOfRound,
  )

const pagesAfter = (kept: readonly WalFrame[]): number => kept.findLast(({ commit }) => commit !== 0)?.commit ?? 0
