import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Makes a file durable, or what a directory lists, where its system can do that. */
export const sync = (path: string): void => {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } catch (error) {
    // Some systems sync no directory; they list it durably or not at all.
    if (!(error instanceof Error && 'code' in error && unable.has(error.code))) throw error
  } finally {
    closeSync(handle)
  }
}

const unable = new Set<unknown>(['EPERM', 'EINVAL', 'EISDIR', 'EACCES'])
