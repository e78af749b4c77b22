import type { CallWindow } from './call-window.ts'

/** Windows of `periodMs` side by side, of which one begins at `origin`: 0 for those of the clock. */
export function createCalendarWindow(periodMs: number, origin = 0): CallWindow {
  let start = -Infinity
  let own = 0
  const open = (at: number) => {
    const current = at - modulo(at - origin, periodMs)
    if (current === start) return
    start = current
    own = 0
  }
  return {
    own: (at) => {
      open(at)
      return own
    },
    openMs: (at) => {
      open(at)
      return at - start
    },
    take: (at) => {
      open(at)
      own += 1
    },
    freeAt: (at) => {
      open(at)
      return start + periodMs
    },
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
