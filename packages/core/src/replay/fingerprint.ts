import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/** How much is read at the beginning and at the end of a file to know it again. */
const sampleBytes = 64 * 1024

/**
 * What tells whether a file is still the same: its size, when it was changed, and SHA-256 of its beginning and its end. It does
 * not tell where it lies: a file that was moved is the same.
 *
 * @throws what the operating system says
 */
export const fingerprintOf = async (file: FileHandle): Promise<string> => {
  const { size, mtimeMs } = await file.stat()
  const hash = createHash('sha256')
  for (const from of [0, Math.max(0, size - sampleBytes)]) {
    const sample = Buffer.alloc(Math.min(sampleBytes, size))
    let length = 0
    while (length < sample.length) {
      const { bytesRead } = await file.read(sample, length, sample.length - length, from + length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    hash.update(sample.subarray(0, length))
  }
  return `${size} ${Math.trunc(mtimeMs)} ${hash.digest('hex')}`
}
