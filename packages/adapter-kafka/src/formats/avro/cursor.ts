import { wholeShown } from '../exact-number.ts'

/** Bytes, and how far they were read. */
export interface Cursor {
  readonly bytes: Buffer
  at: number
  /** Of lists and maps, so far. */
  items: number
}

/**
 * Moves on by a length, and tells from where.
 *
 * @throws where the bytes end before
 */
export const pass = (cursor: Cursor, length: number): number => {
  const { at, bytes } = cursor
  if (length > bytes.length - at) throw new RangeError('bytes that end too early')
  cursor.at = at + length
  return at
}

/** So many bytes of a number fit exactly into a `number`. */
const bytesOfNumber = 7

/** A long has ten bytes at most. */
const bytesOfLong = 10

/**
 * A whole number, as mappings see it: zigzag, seven bits a byte, the lowest first.
 *
 * @throws where the bytes end before, or the number does not
 */
export const readLong = (cursor: Cursor): number | string => {
  const start = cursor.at
  let value = 0
  for (let i = 0; i < bytesOfNumber; i += 1) {
    const byte = readByte(cursor)
    value += (byte & 0x7f) * 2 ** (7 * i)
    if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
  cursor.at = start
  return readLongest(cursor)
}

const readLongest = (cursor: Cursor): number | string => {
  let value = 0n
  for (let i = 0n; i < bytesOfLong; i += 1n) {
    const byte = readByte(cursor)
    value |= BigInt(byte & 0x7f) << (7n * i)
    if (byte < 0x80) return wholeShown(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)))
  }
  throw new RangeError('a number of more than ten bytes')
}

/** Bytes as they are: a view. */
export const readRaw = (cursor: Cursor, length: number): Buffer => {
  const from = pass(cursor, length)
  return cursor.bytes.subarray(from, from + length)
}

export const readByte = (cursor: Cursor): number => cursor.bytes.readUInt8(pass(cursor, 1))

/**
 * A length in bytes.
 *
 * @throws where it is none, or more than there are
 */
export const readLength = (cursor: Cursor): number => {
  const length = readLong(cursor)
  if (typeof length !== 'number' || length < 0) throw new RangeError('a length below zero')
  return length
}

/**
 * How many items follow in a block; 0 ends a list. A block that is written with a count below zero tells its bytes, too.
 *
 * An item has a byte at least: a count that bytes without sense begin with must not keep anybody busy. (A list of nulls has none,
 * and nobody writes such.)
 *
 * @throws where there are more items in all than bytes
 */
export const readCount = (cursor: Cursor): number => {
  const written = readLong(cursor)
  if (written === 0) return 0
  const count = Math.abs(Number(written))
  if (Number(written) < 0) readLength(cursor)
  cursor.items += count
  if (cursor.items > cursor.bytes.length) throw new RangeError('more items than bytes')
  return count
}
