/** A line of a text, without its end. */
export interface Line {
  /** Counted from 1, blank lines too. */
  readonly number: number
  /** A view into the chunk it came in; of a line that is too long, its beginning. */
  readonly bytes: Buffer
  readonly isTooLong: boolean
  /** Where the next line begins, in bytes from the beginning of the text. */
  readonly end: number
}

/** Cuts chunks into lines, one line when it is asked for: nothing is made for lines that nobody has asked for yet. */
export interface LineCutter {
  /** The next chunk. The last one must be used up. */
  readonly give: (chunk: Buffer) => void
  /** No chunk comes any more: what is left is a line. */
  readonly finish: () => void
  /** The next line that is not blank; undefined where the chunk is used up. */
  readonly next: () => Line | undefined
  /** Where the cutting stands: lines cut so far, blank ones too, and where the next one begins. */
  readonly place: () => { readonly line: number; readonly offset: number }
}

/** Larger than any event that a source takes: Segment's own limit is 32 KB. */
export const maxLineBytes = 4 * 1024 * 1024

const newline = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const tab = 0x09

/** What programs of Windows put before a text in UTF-8. */
const mark = Buffer.from('\ufeff')

/** So much is shown of a line that is too long to be held. */
const keptOfLongLine = 1024

/** @param from what `place` said where an earlier cutting of the same text stood: the first chunk begins there */
export const createLineCutter = (from = { line: 0, offset: 0 }, mostBytes = maxLineBytes): LineCutter => {
  let { line, offset } = from
  let chunk: Buffer | undefined
  let at = 0
  let pieces: Buffer[] = []
  let held = 0

  const hold = (piece: Buffer): void => {
    if (held <= mostBytes) pieces.push(piece)
    held += piece.length
    // What is kept of it must not keep the chunks.
    if (held > mostBytes) pieces = [beginningOf(Buffer.concat(pieces))]
  }

  /** A line whose last piece is told. */
  const cut = (last: Buffer, endBytes: number): Line | undefined => {
    if (held > 0) hold(last)
    const length = held > 0 ? held : last.length
    const whole = held > 0 ? Buffer.concat(pieces) : last
    pieces = []
    held = 0
    line += 1
    offset += length + endBytes
    if (length > mostBytes) return { number: line, bytes: beginningOf(whole), isTooLong: true, end: offset }
    const bytes = trimmed(line === 1 ? unmarked(whole) : whole)
    return isBlank(bytes) ? undefined : { number: line, bytes, isTooLong: false, end: offset }
  }

  const next = (): Line | undefined => {
    while (chunk !== undefined) {
      const end = chunk.indexOf(newline, at)
      if (end < 0) {
        if (at < chunk.length) hold(chunk.subarray(at))
        chunk = undefined
        return undefined
      }
      const found = cut(chunk.subarray(at, end), 1)
      at = end + 1
      if (found !== undefined) return found
    }
    return undefined
  }

  let isFinished = false
  return {
    give: (given) => {
      if (chunk !== undefined) throw new Error('a chunk is given before the last one is used up')
      chunk = given
      at = 0
    },
    finish: () => {
      isFinished = true
    },
    next: () => {
      const found = next()
      if (found !== undefined || !isFinished || held === 0) return found
      return cut(Buffer.alloc(0), 0)
    },
    place: () => ({ line, offset }),
  }
}

/** A copy, which does not keep the rest. */
const beginningOf = (line: Buffer): Buffer => Buffer.from(line.subarray(0, keptOfLongLine))

const unmarked = (line: Buffer): Buffer =>
  line.subarray(0, mark.length).equals(mark) ? line.subarray(mark.length) : line

/** Without the rest of a line end of Windows: a line without an id is known by its bytes, whatever ends it. */
const trimmed = (line: Buffer): Buffer => (line.at(-1) === carriageReturn ? line.subarray(0, -1) : line)

const isBlank = (bytes: Buffer): boolean => {
  for (const byte of bytes) if (byte !== space && byte !== tab && byte !== carriageReturn) return false
  return true
}
