/** What a record holds. */
export type Cell = null | number | bigint | string | Uint8Array

/** A variable-length integer (sqlite.org/fileformat2.html, section 1.6), and where it ends; undefined beyond the bytes. */
export const varintAt = (bytes: Buffer, at: number): readonly [value: number, end: number] | undefined => {
  let value = 0
  for (let i = 0; i < 9; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) return undefined
    if (i === 8) return [value * 256 + byte, at + 9]
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, at + i + 1]
  }
  return undefined
}

/** Reads a record (sqlite.org/fileformat2.html, section 2.1); undefined where the bytes are none. */
export const readRecord = (bytes: Buffer): readonly Cell[] | undefined => {
  const size = varintAt(bytes, 0)
  if (size === undefined || size[0] > bytes.length) return undefined
  const cells: Cell[] = []
  let data = size[0]
  for (let at = size[1]; at < size[0];) {
    const type = varintAt(bytes, at)
    if (type === undefined) return undefined
    at = type[1]
    const length = lengthOf(type[0])
    if (length === undefined || data + length > bytes.length) return undefined
    cells.push(cellOf(type[0], bytes.subarray(data, data + length)))
    data += length
  }
  return data === bytes.length ? cells : undefined
}

const integerLengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]

const lengthOf = (type: number): number | undefined => (type >= 12 ? Math.floor((type - 12) / 2) : integerLengths[type])

const cellOf = (type: number, bytes: Buffer): Cell => {
  if (type === 0) return null
  if (type === 7) return bytes.readDoubleBE(0)
  if (type === 6) return bytes.readBigInt64BE(0)
  if (type < 6) return bytes.readIntBE(0, bytes.length)
  if (type < 10) return type - 8
  return type % 2 === 0 ? Uint8Array.from(bytes) : bytes.toString('utf8')
}
