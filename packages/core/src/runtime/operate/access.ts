import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { left, right } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import type { StartFailure } from '../../contracts/failure.ts'
import { reasonOf } from '../../contracts/reason-of.ts'

/** How a command on the same machine reaches the relay of a state directory. */
const Access = t.type({ url: t.string, token: t.string })

export interface Access extends t.TypeOf<typeof Access> {}

/** The file in the state directory that tells it. Only the relay's own user may read it. */
export const accessFile = 'admin.json'

/** A token that nobody guesses: a web page, which may well reach the admin port, must not be able to change anything. */
export const createToken = (): string => randomBytes(32).toString('hex')

/** Writes how the relay is reached; the function takes it away again. */
export const grantAccess =
  (dir: string, access: Access): TaskEither<StartFailure, () => Promise<void>> =>
  async () => {
    const file = join(dir, accessFile)
    try {
      // Whoever reads it meanwhile sees all of it or nothing. A file that was there would keep its mode.
      await rm(`${file}.new`, { force: true })
      await writeFile(`${file}.new`, `${JSON.stringify(access)}\n`, { mode: 0o600 })
      await rename(`${file}.new`, file)
      return right(() => rm(file, { force: true }))
    } catch (error) {
      return left({ _tag: 'StartFailure', part: 'admin', message: `Cannot write ${file}: ${reasonOf(error)}.` })
    }
  }

/** Reads how the relay is reached: nothing where no relay says so, a sentence where the file cannot be read. */
export const readAccess = async (dir: string): Promise<Access | string | undefined> => {
  const file = join(dir, accessFile)
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    return Access.is(value) ? value : `${file} does not say how the relay is reached`
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    return `cannot read ${file}: ${reasonOf(error)}`
  }
}
