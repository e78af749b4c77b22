import * as t from 'io-ts'

const Reasons = t.readonly(t.record(t.string, t.number))

/** How far a replay is: every line before has ended, and how. `line = blank + delivered + skipped + buried`, always. */
export const Position = t.readonly(
  t.type({
    /** Lines, blank ones too. */
    line: t.number,
    /** Where the next one begins, in bytes of the text. */
    offset: t.number,
    blank: t.number,
    delivered: t.number,
    /** By reason. */
    skipped: Reasons,
    buried: Reasons,
  }),
)
export type Position = t.TypeOf<typeof Position>

/** The beginning of a file. */
export const start: Position = { line: 0, offset: 0, blank: 0, delivered: 0, skipped: {}, buried: {} }
