/** Avro's binary encoding, written down from its specification: a writer that knows nothing of the reader's library. */

/** A whole number: zigzag, seven bits a byte, the lowest first. */
export const long = (n: bigint | number): Buffer => {
  const given = BigInt(n)
  let rest = BigInt.asUintN(64, (given << 1n) ^ (given >> 63n))
  const bytes: number[] = []
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  return Buffer.from([...bytes, Number(rest)])
}

export const bytes = (value: Uint8Array): Buffer => Buffer.concat([long(value.length), value])

export const string = (value: string): Buffer => bytes(Buffer.from(value))

export const double = (value: number): Buffer => {
  const written = Buffer.alloc(8)
  written.writeDoubleLE(value)
  return written
}

export const float = (value: number): Buffer => {
  const written = Buffer.alloc(4)
  written.writeFloatLE(value)
  return written
}

export const boolean = (value: boolean): Buffer => Buffer.from([value ? 1 : 0])

/** A list in one block; a block of no items ends it. */
export const array = (items: readonly Buffer[]): Buffer =>
  items.length === 0 ? long(0) : Buffer.concat([long(items.length), ...items, long(0)])

export const map = (items: Readonly<Record<string, Buffer>>): Buffer =>
  array(Object.entries(items).map(([key, value]) => Buffer.concat([string(key), value])))

/** A branch of a union, by its place. */
export const branch = (place: number, value: Buffer = Buffer.alloc(0)): Buffer => Buffer.concat([long(place), value])

/** A record is its fields. */
export const record = (...fields: readonly Buffer[]): Buffer => Buffer.concat(fields)

/** A whole number in two's complement, the highest byte first. */
export const twosComplement = (n: bigint, length: number): Buffer =>
  Buffer.from(
    BigInt.asUintN(length * 8, n)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  )
