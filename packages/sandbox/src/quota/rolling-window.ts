import type { CallWindow } from './call-window.ts'

/** Any span of `periodMs`: a call counts for so long after it was made. It keeps as many times as calls count. */
export function createRollingWindow(periodMs: number, beganAt: number): CallWindow {
  let times: number[] = []
  let first = 0
  const leave = (at: number) => {
    while (first < times.length && (times[first] ?? at) <= at - periodMs) first += 1
    if (first > 1_000 && first * 2 > times.length) {
      times = times.slice(first)
      first = 0
    }
  }
  const own = (at: number) => {
    leave(at)
    return times.length - first
  }
  return {
    own,
    openMs: (at) => Math.min(at - beganAt, periodMs),
    take: (at) => void times.push(at),
    freeAt: (at, room) => {
      const last = room < 1 ? at : times[times.length - Math.min(room, own(at))]
      return (last ?? at) + periodMs
    },
  }
}
