import { floatShown, floatShown32 } from '../exact-number.ts'
import { pass, readByte, readLength, readLong, readRaw, type Cursor } from './cursor.ts'

export const readBase64 = (cursor: Cursor, length: number): string => readRaw(cursor, length).toString('base64')

/** How values of primitive types are read, by the names of the types. */
export const scalars: Readonly<Record<string, ((cursor: Cursor) => unknown) | undefined>> = {
  null: () => null,
  boolean: (cursor) => {
    const byte = readByte(cursor)
    if (byte > 1) throw new RangeError(`a byte ${byte} for a boolean`)
    return byte === 1
  },
  int: (cursor) => {
    const int = readLong(cursor)
    if (typeof int === 'string' || (int | 0) !== int) throw new RangeError(`${int} for an int`)
    return int
  },
  long: readLong,
  float: (cursor) => floatShown32(cursor.bytes.readFloatLE(pass(cursor, 4))),
  double: (cursor) => floatShown(cursor.bytes.readDoubleLE(pass(cursor, 8))),
  bytes: (cursor) => readBase64(cursor, readLength(cursor)),
  string: (cursor) => readRaw(cursor, readLength(cursor)).toString(),
}
