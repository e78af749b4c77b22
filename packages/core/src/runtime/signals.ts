import { constants } from 'node:os'

/** What to do on SIGTERM and SIGINT. */
export interface SignalActions {
  /** The first signal: stop taking events, finish what is under way. */
  readonly stop: () => void
  /** The second signal: leave at once, with the status a shell shows for it (130 for SIGINT, 143 for SIGTERM). */
  readonly kill: (status: number) => void
}

/** Package managers pass on what the terminal has sent already, so signals closer than this, in milliseconds, are one. */
const echoMs = 300

/**
 * Listens until the returned function is called.
 *
 * @param now milliseconds since the epoch
 */
export const onSignals = ({ stop, kill }: SignalActions, now: () => number): (() => void) => {
  let stoppedAt: number | undefined
  const hear = (signal: 'SIGTERM' | 'SIGINT'): void => {
    if (stoppedAt === undefined) {
      stoppedAt = now()
      stop()
    } else if (Math.abs(now() - stoppedAt) >= echoMs) kill(128 + constants.signals[signal])
  }
  process.on('SIGTERM', hear)
  process.on('SIGINT', hear)
  return () => {
    process.off('SIGTERM', hear)
    process.off('SIGINT', hear)
  }
}
