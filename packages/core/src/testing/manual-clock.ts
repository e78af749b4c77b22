/** A clock that stands until it is moved. */
export interface ManualClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Resolves when the clock has gone on by that much, or as soon as the signal aborts. */
  readonly wait: (ms: number, cut?: AbortSignal) => Promise<void>
  /**
   * Moves time on. Every wait that ends on the way ends at its own time, the earliest first, and what it woke runs
   * before time goes on: it may wait again. Resolves at the new time.
   */
  readonly advance: (ms: number) => Promise<void>
}

interface Alarm {
  readonly at: number
  readonly ring: () => void
}

/**
 * Time for a test: `now` is what a plugin is lent, `wait` what its own parts may be given to wait with.
 *
 * It knows nothing of RxJS: `forward` takes a scheduler, which in a test is RxJS's own `VirtualTimeScheduler`.
 *
 * @example
 * const clock = manualClock()
 * const { resources } = testResources({ now: clock.now })
 * await clock.advance(60_000)
 */
export const manualClock = (startMs = 0): ManualClock => {
  let now = startMs
  const alarms = new Set<Alarm>()

  const wait = (ms: number, cut?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (cut?.aborted === true) return resolve()
      const end = (): void => {
        alarms.delete(alarm)
        cut?.removeEventListener('abort', end)
        resolve()
      }
      const alarm = { at: now + ms, ring: end }
      alarms.add(alarm)
      cut?.addEventListener('abort', end)
    })

  const advance = async (ms: number): Promise<void> => {
    const to = now + ms
    const first = (): Alarm | undefined => [...alarms].filter(({ at }) => at <= to).toSorted((a, b) => a.at - b.at)[0]
    for (let alarm = first(); alarm !== undefined; alarm = first()) {
      now = Math.max(now, alarm.at)
      alarm.ring()
      await new Promise((resolve) => setImmediate(resolve))
    }
    now = to
  }

  return { now: () => now, wait, advance }
}
