/** The calls that count at a moment (milliseconds since 1970). Asked for moments that never go back. */
export interface CallWindow {
  /** How many calls of ours count. */
  readonly own: (at: number) => number
  /** How long the window has been open, in milliseconds. */
  readonly openMs: (at: number) => number
  /** Counts one more. */
  readonly take: (at: number) => void
  /** When there are at most `room` of ours left, if there are more now. */
  readonly freeAt: (at: number, room: number) => number
}
