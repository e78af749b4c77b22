/** Where one JSON value lies in its text, and how deep it nests: 0 for a text or number, 1 for `{}`. */
export interface Slice {
  readonly start: number
  readonly end: number
  readonly depth: number
}

/** The parts of `{"batch": [...], ...}`: the members beside the batch, and the elements in it. */
export interface BatchSlices {
  /** By the text of the key as written, quotes included. */
  readonly members: ReadonlyMap<string, Slice>
  /** Undefined where there is no batch, or it is not an array. */
  readonly elements: readonly Slice[] | undefined
}

interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const BACKSLASH = 0x5c
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const afterSpace = (cursor: Cursor): number | undefined => {
  while (isSpace(cursor.bytes[cursor.at])) cursor.at++
  return cursor.bytes[cursor.at]
}

/** Moves past a byte, whitespace before it aside; false where another stands there. */
const take = (cursor: Cursor, byte: number): boolean => {
  const found = afterSpace(cursor) === byte
  if (found) cursor.at++
  return found
}

const afterText = (bytes: Uint8Array, quote: number): number => {
  let at = quote + 1
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return Math.min(at + 1, bytes.length)
}

const endsScalar = (byte: number | undefined): boolean =>
  byte === COMMA || byte === COLON || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT || isSpace(byte)

/**
 * The value at the cursor, by its brackets and quotes alone: whether it is JSON inside, a parser must say. Undefined
 * where nothing is there, or where it does not end.
 */
const value = (cursor: Cursor): Slice | undefined => {
  const { bytes } = cursor
  const first = afterSpace(cursor)
  const start = cursor.at
  let at = start
  let depth = 0
  let open = 0
  if (first === QUOTE) at = afterText(bytes, at)
  else if (first === OPEN_ARRAY || first === OPEN_OBJECT) {
    do {
      const byte = bytes[at]
      if (byte === QUOTE) at = afterText(bytes, at)
      else {
        at++
        if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
          if (++open > depth) depth = open
        } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) open--
      }
    } while (open > 0 && at < bytes.length)
  } else while (at < bytes.length && !endsScalar(bytes[at])) at++
  cursor.at = at
  return open > 0 || at === start ? undefined : { start, end: at, depth }
}

/** The elements of the array at the cursor, one more than `most` at the most: a small body may hold millions; undefined where brackets and commas do not make one. */
const array = (cursor: Cursor, most: number): readonly Slice[] | undefined => {
  if (!take(cursor, OPEN_ARRAY)) return undefined
  const elements: Slice[] = []
  if (take(cursor, CLOSE_ARRAY)) return elements
  do {
    const element = value(cursor)
    if (element === undefined) return undefined
    if (elements.length <= most) elements.push(element)
  } while (take(cursor, COMMA))
  return take(cursor, CLOSE_ARRAY) ? elements : undefined
}

const isAtEnd = (cursor: Cursor): boolean => afterSpace(cursor) === undefined

/** The one value of a text, without the whitespace around it; undefined where there is none, or more after it. */
export const sliceValue = (bytes: Uint8Array): Slice | undefined => {
  const cursor = { bytes, at: 0 }
  const slice = value(cursor)
  return isAtEnd(cursor) ? slice : undefined
}

/**
 * The elements of a text that is an array, each byte for byte; undefined where it is not one. One pass, no recursion.
 *
 * @example
 * sliceArray(Buffer.from('[{"a": 1}, 2]')) // [{ start: 1, end: 9, depth: 1 }, { start: 11, end: 12, depth: 0 }]
 */
export const sliceArray = (bytes: Uint8Array, most = Infinity): readonly Slice[] | undefined => {
  const cursor = { bytes, at: 0 }
  const elements = array(cursor, most)
  return isAtEnd(cursor) ? elements : undefined
}

const textOf = (bytes: Uint8Array, { start, end }: Slice): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString()

/** The key at the cursor as written, quotes included, and the colon after it. */
const key = (cursor: Cursor): string | undefined => {
  const slice = afterSpace(cursor) === QUOTE ? value(cursor) : undefined
  return slice !== undefined && take(cursor, COLON) ? textOf(cursor.bytes, slice) : undefined
}

/**
 * The parts of a text that is an object, the elements of its array `batch` apart; undefined where it is not an object.
 * Of a key that is there twice the last counts, as in `JSON.parse`. One pass, no recursion.
 */
export const sliceBatch = (bytes: Uint8Array, most = Infinity): BatchSlices | undefined => {
  const cursor = { bytes, at: 0 }
  const members = new Map<string, Slice>()
  let elements: readonly Slice[] | undefined
  if (!take(cursor, OPEN_OBJECT)) return undefined
  if (take(cursor, CLOSE_OBJECT)) return isAtEnd(cursor) ? { members, elements } : undefined
  do {
    const name = key(cursor)
    if (name === undefined) return undefined
    const isBatch = name === '"batch"'
    if (isBatch && afterSpace(cursor) === OPEN_ARRAY) {
      elements = array(cursor, most)
      if (elements === undefined) return undefined
    } else {
      const member = value(cursor)
      if (member === undefined) return undefined
      if (isBatch) elements = undefined
      else members.set(name, member)
    }
  } while (take(cursor, COMMA))
  return take(cursor, CLOSE_OBJECT) && isAtEnd(cursor) ? { members, elements } : undefined
}

/** The object in `{"json": {...}}`, where a slice is just that; else the slice itself. */
export const unwrapJson = (bytes: Uint8Array, slice: Slice): Slice => {
  const cursor = { bytes: bytes.subarray(0, slice.end), at: slice.start }
  if (!take(cursor, OPEN_OBJECT) || key(cursor) !== '"json"' || afterSpace(cursor) !== OPEN_OBJECT) return slice
  const inner = value(cursor)
  return inner !== undefined && take(cursor, CLOSE_OBJECT) && isAtEnd(cursor) ? inner : slice
}
