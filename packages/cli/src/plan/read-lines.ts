/** A line of a file. */
export interface Line {
  /** Counted from 1, blank lines too. */
  readonly number: number
  /** Undefined where the line is longer than it may be. */
  readonly bytes: Uint8Array | undefined
}

const newline = 0x0a

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)

/** What programs of Windows put before a text in UTF-8. */
const mark = Buffer.from('\ufeff')

const unmarked = (line: Buffer): Buffer =>
  line.subarray(0, mark.length).equals(mark) ? line.subarray(mark.length) : line

/** The lines of a stream of bytes that are not blank. Holds one line, and of one that is too long nothing. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, maxLineBytes: number): AsyncGenerator<Line> {
  let number = 0
  let pieces: Uint8Array[] = []
  let length = 0
  const hold = (piece: Uint8Array): void => {
    length += piece.length
    if (length <= maxLineBytes) pieces.push(piece)
    else pieces = []
  }
  const finish = (): Line | undefined => {
    number += 1
    const line = length > maxLineBytes ? undefined : Buffer.concat(pieces)
    const bytes = line === undefined || number > 1 ? line : unmarked(line)
    pieces = []
    length = 0
    return bytes !== undefined && isBlank(bytes) ? undefined : { number, bytes }
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, start)) {
      hold(chunk.subarray(start, at))
      start = at + 1
      const line = finish()
      if (line !== undefined) yield line
    }
    hold(chunk.subarray(start))
  }
  const last = length > 0 ? finish() : undefined
  if (last !== undefined) yield last
}
