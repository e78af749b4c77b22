import type { ShipmentEnd } from '../contracts/outcome.ts'
import { addEnds, addLine, endsOf, positionAt, type Ends } from './ends.ts'
import { start, type Position } from './position.ts'

/**
 * Lines at work, and how far all before are done: lines end in any order. It grows with the lines that are open, however many
 * have ended behind the first of them.
 */
export interface Watermark {
  /** A line is handed out for the first time; in their order. `offset`: where the next one begins. */
  readonly began: (line: number, offset: number, at: number) => void
  /** A line ended for good. */
  readonly ended: (line: number, end: ShipmentEnd) => void
  /** Lines that have begun and not ended. */
  readonly open: () => number
  readonly position: () => Position
  /** When the first line began that has not ended; undefined where none is open. */
  readonly since: () => number | undefined
  /** Blank lines follow, and then nothing. Only where no line is open. */
  readonly close: (line: number, offset: number) => void
}

/** A line that is open, and those behind it that have ended, up to the next that is open. */
interface Open {
  readonly line: number
  readonly offset: number
  readonly at: number
  readonly behind: Ends
  /** Undefined where nothing before it is open. */
  before: Open | undefined
  after: Open | undefined
}

/** Where nothing has begun behind a position. */
export const createWatermark = (from: Position): Watermark => {
  const done = endsOf(from)
  const byLine = new Map<number, Open>()
  let first: Open | undefined
  let last: Open | undefined
  return {
    began: (line, offset, at) => {
      const open: Open = { line, offset, at, behind: endsOf(start), before: last, after: undefined }
      if (last === undefined) first = open
      else last.after = open
      last = open
      byLine.set(line, open)
    },
    ended: (line, end) => {
      const open = byLine.get(line)
      if (open === undefined) throw new Error(`line ${line} ended, which was not open`)
      byLine.delete(line)
      const { before, after, behind, offset } = open
      const ends = before?.behind ?? done
      addLine(ends, line, offset, end)
      if (behind.line > 0) addEnds(ends, behind)
      if (before === undefined) first = after
      else before.after = after
      if (after === undefined) last = before
      else after.before = before
    },
    open: () => byLine.size,
    position: () => positionAt(done),
    since: () => first?.at,
    close: (line, offset) => {
      if (first !== undefined) throw new Error('lines are open')
      done.line = line
      done.offset = offset
    },
  }
}
