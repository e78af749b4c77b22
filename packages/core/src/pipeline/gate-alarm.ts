import type { SchedulerLike, Subscription } from 'rxjs'

/** One timer, set again and again. */
export interface Alarm {
  /** Rings then, or a little early; Infinity: not at all. What was set before is forgotten. */
  readonly set: (at: number) => void
}

/** The longest wait that a timer of Node keeps, in milliseconds: about 25 days. */
const longestMs = 2 ** 31 - 1

export const createAlarm = (scheduler: SchedulerLike, ring: () => void): Alarm => {
  let setFor = Infinity
  let timer: Subscription | undefined

  const set = (at: number): void => {
    if (at === setFor) return
    timer?.unsubscribe()
    setFor = at
    if (at === Infinity) return
    const ms = Math.min(Math.max(0, Math.ceil(at - scheduler.now())), longestMs)
    timer = scheduler.schedule(() => {
      setFor = Infinity
      ring()
    }, ms)
  }
  return { set }
}
