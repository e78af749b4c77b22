import { open, type FileHandle } from 'node:fs/promises'
import { fingerprintOf } from './fingerprint.ts'
import { isPacked, unpack } from './unpack.ts'

/** A file of text, packed with gzip or not, which its first bytes tell. */
export interface OpenText {
  readonly fingerprint: string
  readonly isPacked: boolean
  /** Bytes of the file as it lies there. What is appended to it later is not read. */
  readonly size: number
  /**
   * The text from an offset, in chunks that nobody writes to again. Iterated once. Throws what the operating system says, or
   * what is wrong with the packing.
   */
  readonly chunks: (from: number) => AsyncIterable<Buffer>
  /** How many bytes of the file were read, packed ones where it is packed. */
  readonly read: () => number
  readonly close: () => Promise<void>
}

/** Enough that reading costs little beside what is read. */
export const chunkBytes = 256 * 1024

/** @throws what the operating system says */
export const openText = async (path: string): Promise<OpenText> => {
  const file = await open(path)
  try {
    return await opened(file)
  } catch (error) {
    await file.close()
    throw error
  }
}

const opened = async (file: FileHandle): Promise<OpenText> => {
  const fingerprint = await fingerprintOf(file)
  const { size } = await file.stat()
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
  const packed = isPacked(buffer)
  let read = 0

  async function* raw(from: number): AsyncGenerator<Buffer> {
    read = from
    while (read < size) {
      const length = Math.min(chunkBytes, size - read)
      // Never of the pool: that would hold on to what belongs to others.
      const { bytesRead, buffer: chunk } = await file.read(Buffer.allocUnsafeSlow(length), 0, length, read)
      if (bytesRead === 0) throw new Error(`the file ends after ${read} of ${size} bytes`)
      read += bytesRead
      yield chunk.subarray(0, bytesRead)
    }
  }

  return {
    fingerprint,
    isPacked: packed,
    size,
    chunks: (from) => (packed ? unpack(raw(0), from, chunkBytes) : raw(from)),
    read: () => read,
    close: () => file.close(),
  }
}
