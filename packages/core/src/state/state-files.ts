import { join } from 'node:path'

/** The state file inside its directory, for people who inspect it. */
export const stateFile = 'vouchrelay.sqlite'

/** Its lock is held for the life of the process that uses the directory. It holds no data. */
export const lockFile = 'lock.sqlite'

/** The paths of a state directory. */
export interface StateFiles {
  readonly dir: string
  readonly main: string
  /** What is committed and not yet in the main file. It is there while a relay runs, and after one that was killed. */
  readonly wal: string
  /** SQLite's index of the WAL. When a file is closed it goes before the WAL does. */
  readonly shm: string
  readonly lock: string
  /** Says that the file is damaged, from when that is found until it is mended. */
  readonly mark: string
  /** A new state file until it is whole. */
  readonly fresh: string
  /** What is left of a damaged file, put together to be read. */
  readonly remains: string
  /** What was salvaged, until it is whole; then it is called `salvaged`, until it is the state file. */
  readonly salvaging: string
  readonly salvaged: string
  /** What damaged files, and what is told of them, are called from here on. */
  readonly damaged: string
}

export const stateFilesOf = (dir: string): StateFiles => {
  const main = join(dir, stateFile)
  return {
    dir,
    main,
    wal: `${main}-wal`,
    shm: `${main}-shm`,
    lock: join(dir, lockFile),
    mark: `${main}.mark`,
    fresh: `${main}.new`,
    remains: `${main}.remains`,
    salvaging: `${main}.salvaging`,
    salvaged: `${main}.salvaged`,
    damaged: `${main}.damaged-`,
  }
}
