import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** RFC 1952 section 2.3.1. */
const gzipMagic = Buffer.from([0x1f, 0x8b])

/** Whether a file that begins so is packed with gzip. */
export const isPacked = (beginning: Buffer): boolean => beginning.subarray(0, gzipMagic.length).equals(gzipMagic)

/**
 * The text that was packed with gzip, from an offset. Throws what is wrong with the packing.
 *
 * @param chunkBytes how large its chunks are
 */
export async function* unpack(packed: AsyncIterable<Buffer>, from: number, chunkBytes: number): AsyncGenerator<Buffer> {
  const unpacking = createGunzip({ chunkSize: chunkBytes })
  const reading = Readable.from(packed, { objectMode: false, highWaterMark: chunkBytes })
  reading.on('error', (error) => unpacking.destroy(error))
  let skip = from
  try {
    for await (const chunk of reading.pipe(unpacking)) {
      if (!Buffer.isBuffer(chunk)) throw new Error('zlib gave something else than bytes')
      if (skip < chunk.length) yield skip === 0 ? chunk : chunk.subarray(skip)
      skip = Math.max(0, skip - chunk.length)
    }
  } finally {
    reading.destroy()
  }
}

/** The text of a stream, unpacked where its first bytes say that it is packed. */
export async function* textOf(stream: AsyncIterable<Buffer>, chunkBytes: number): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]()
  let beginning = Buffer.alloc(0)
  while (beginning.length < gzipMagic.length) {
    const next = await chunks.next()
    if (next.done === true) break
    beginning = Buffer.concat([beginning, next.value])
  }
  const whole = (async function* () {
    if (beginning.length > 0) yield beginning
    yield* { [Symbol.asyncIterator]: () => chunks }
  })()
  yield* isPacked(beginning) ? unpack(whole, 0, chunkBytes) : whole
}
