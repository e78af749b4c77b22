import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { readSqliteError } from './sqlite-failure.ts'
import { stateFilesOf } from './state-files.ts'

/** Whether a process holds a state directory just now: a relay, a replay without one, or a command for a moment. False also where nobody may look. */
export const isHeld = (dir: string): boolean => {
  const { lock } = stateFilesOf(dir)
  if (!existsSync(lock)) return false
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(lock, { readOnly: true, timeout: 0 })
    database.exec('SELECT 1 FROM sqlite_schema')
    return false
  } catch (error) {
    return readSqliteError(error).code === 5
  } finally {
    database?.close()
  }
}
