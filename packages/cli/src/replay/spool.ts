import { createWriteStream } from 'node:fs'
import { mkdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Io } from '../io.ts'

/**
 * Keeps standard input in a file, so that its replay can go on after an interruption. The file has its name only when all of it is
 * on the disk.
 *
 * @returns its path
 */
export const spool = async (dir: string, { input, now }: Io): Promise<string> => {
  await mkdir(dir, { recursive: true })
  const file = join(dir, `stdin-${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}.ndjson`)
  const part = `${file}.part`
  try {
    await pipeline(input, createWriteStream(part, { flush: true, flags: 'wx' }))
    await rename(part, file)
    return file
  } catch (error) {
    await unlink(part).catch(() => undefined)
    throw error
  }
}
