/** A checksum of a WAL: two words of 32 bits. */
export type WalChecksum = readonly [number, number]

/**
 * Goes on with a checksum over so many bytes, a multiple of eight (sqlite.org/fileformat2.html, section 4.2). Each frame goes on
 * from the one before it.
 *
 * @param isBigEndian how the words were read when they were summed; the WAL's header says it
 */
export const checksumOver = (
  [first, second]: WalChecksum,
  bytes: DataView,
  from: number,
  length: number,
  isBigEndian: boolean,
): WalChecksum => {
  let [a, b] = [first, second]
  for (let at = from; at < from + length; at += 8) {
    a = (a + bytes.getUint32(at, !isBigEndian) + b) | 0
    b = (b + bytes.getUint32(at + 4, !isBigEndian) + a) | 0
  }
  return [a >>> 0, b >>> 0]
}

export const isSameChecksum = (one: WalChecksum, other: WalChecksum): boolean =>
  one[0] === other[0] && one[1] === other[1]
