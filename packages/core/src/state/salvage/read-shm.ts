import { endianness } from 'node:os'
import { existsSync, readFileSync } from 'node:fs'

/** What the index of a WAL says of it. */
export interface Shm {
  /** Frames up to the last commit. They were durable before this was written. */
  readonly committed: number
  /** Frames that have gone into the main file for good. */
  readonly copied: number
  /** Of which round of the WAL it speaks. */
  readonly salts: string
}

/** The header stands twice, so that one that broke off is known (sqlite.org/walformat.html, section 2.1). */
const headerBytes = 48

/**
 * Reads the index that a process leaves behind which was killed. Undefined where there is none, or one that says nothing: it is
 * never synced, and after a power cut it may be old.
 */
export const readShm = (path: string): Shm | undefined => {
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  if (bytes.length < 2 * headerBytes + 4) return undefined
  const isInitialised = bytes[12] === 1
  if (!isInitialised || !bytes.subarray(0, headerBytes).equals(bytes.subarray(headerBytes, 2 * headerBytes)))
    return undefined
  const word = (at: number): number => (endianness() === 'LE' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  return {
    committed: word(16),
    copied: word(2 * headerBytes),
    salts: `${bytes.readUInt32BE(32)}/${bytes.readUInt32BE(36)}`,
  }
}
