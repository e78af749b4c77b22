/** https://sqlite.org/rescode.html: the codes for which the file, the disk or another process is to blame. */
const ofTheState: ReadonlyMap<number, string> = new Map([
  [3, 'the state file may not be accessed'],
  [5, 'another process keeps the state file locked'],
  [6, 'another connection keeps the state file locked'],
  [7, 'there is no memory left for the state file'],
  [8, 'the state file cannot be written'],
  [10, 'reading or writing the state file failed'],
  [11, 'the state file is damaged'],
  [13, 'the disk is full'],
  [14, 'the state file cannot be opened'],
  [15, 'another process keeps the state file locked'],
  [26, 'the state file is not a SQLite database'],
])

/** An error out of SQLite, without SQL and without values. */
export interface SqliteFailure {
  /** SQLite's primary result code; 0 where the error did not come from SQLite. */
  readonly code: number
  readonly message: string
  /** Whether the same would succeed on a healthy disk. Otherwise the operation itself is wrong. */
  readonly ofState: boolean
}

/** Reads what `node:sqlite` throws. */
export const readSqliteError = (error: unknown): SqliteFailure => {
  const extended = error instanceof Error && 'errcode' in error ? error.errcode : 0
  const code = typeof extended === 'number' ? extended & 0xff : 0
  const known = ofTheState.get(code)
  if (known !== undefined) return { code, message: `${known} (SQLite ${extended})`, ofState: true }
  return { code, message: `the operation was refused (SQLite ${extended})`, ofState: false }
}
