/** A record between its first handing out and the end of all before it. */
export interface Mark {
  readonly offset: bigint
  /** When it was handed out first, in milliseconds since the epoch. */
  readonly at: number
  /** The watermark's own to write, as is the next one. */
  hasEnded: boolean
  after: Mark | undefined
}

/**
 * How far a partition is done: records end in any order, an offset may be committed when all below it have ended.
 *
 * It never goes back. Offsets that nobody hands out (holes of compaction, marks of transactions, what was aborted) are stepped
 * over where `read` says that they were read: an offset plus one may belong to nothing.
 *
 * It has little in common with the watermark of a replayed file in core, which counts lines by how they ended and must never hold
 * up reading: that one keeps counts behind each open line, this one the records themselves, because their number is bounded.
 */
export interface Watermark {
  /** A record is handed out for the first time; in their order. */
  readonly began: (offset: bigint, at: number) => Mark
  /** It ended for good; once. */
  readonly ended: (mark: Mark) => void
  /** Whatever lies before was handed out, or is no record. */
  readonly read: (next: bigint) => void
  /** The lowest offset that has not ended, which is what a group commits. */
  readonly at: () => bigint
  /** Records from the lowest that has not ended to the newest handed out: so many are read again after a crash. */
  readonly span: () => number
  /** The lowest that has not ended; undefined where all that were handed out have. */
  readonly first: () => Mark | undefined
}

/** @param from where reading begins */
export const createWatermark = (from: bigint): Watermark => {
  let reached = from
  let first: Mark | undefined
  let last: Mark | undefined
  let span = 0

  return {
    began: (offset, at) => {
      if (offset < reached) throw new Error(`offset ${offset} is handed out after ${reached} was reached`)
      const mark: Mark = { offset, at, hasEnded: false, after: undefined }
      if (last === undefined) first = mark
      else last.after = mark
      last = mark
      reached = offset + 1n
      span += 1
      return mark
    },
    ended: (mark) => {
      if (mark.hasEnded) throw new Error(`offset ${mark.offset} ended twice`)
      mark.hasEnded = true
      while (first?.hasEnded === true) {
        first = first.after
        span -= 1
      }
      if (first === undefined) last = undefined
    },
    read: (next) => {
      if (next > reached) reached = next
    },
    at: () => first?.offset ?? reached,
    span: () => span,
    first: () => first,
  }
}
