/** Time as it is lent: a test's stands until it is moved. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Resolves after so many milliseconds, or as soon as the signal aborts. Never rejects. */
  readonly wait: (ms: number, cut?: AbortSignal) => Promise<void>
}

/** Node waits no longer than this at once (nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const mostMs = 2 ** 31 - 1

/** Real time. */
export const systemClock: Clock = {
  now: Date.now,
  wait: (ms, cut) =>
    new Promise((resolve) => {
      if (cut?.aborted === true) return resolve()
      const end = (): void => {
        clearTimeout(timer)
        cut?.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, Math.min(ms, mostMs))
      cut?.addEventListener('abort', end)
    }),
}
