import type { Clock } from './clock.ts'

/** Rings once, at the time it was set to last. */
export interface Alarm {
  /** Milliseconds since the epoch; a time that has passed rings soon, `Infinity` never. */
  readonly set: (at: number) => void
}

export const createAlarm = (clock: Clock, ring: () => void): Alarm => {
  let setTo = Infinity
  let cut = new AbortController()
  const wait = async (at: number, own: AbortSignal): Promise<void> => {
    await clock.wait(Math.max(0, at - clock.now()), own)
    if (own.aborted) return
    setTo = Infinity
    ring()
  }
  return {
    set: (at) => {
      if (at === setTo) return
      cut.abort()
      cut = new AbortController()
      setTo = at
      if (at < Infinity) void wait(at, cut.signal)
    },
  }
}
