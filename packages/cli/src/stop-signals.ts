import { onSignals } from '@vouchrelay/core'

/** 128 and the number of SIGINT, as a shell shows it. */
const killedStatus = 130

/** Package managers pass on what the terminal has sent already, so two signals at once are one. */
const echoMs = 300

/**
 * Calls `stop` at the first SIGTERM or SIGINT. A second one, unless it is an echo of the first, ends the process at once.
 *
 * @returns stops listening
 */
export const onStopSignals = (stop: () => void, now: () => number): (() => void) => {
  let stoppedAt = 0
  return onSignals({
    stop: () => {
      stoppedAt = now()
      stop()
    },
    kill: () => {
      if (now() - stoppedAt >= echoMs) process.exit(killedStatus)
    },
  })
}
