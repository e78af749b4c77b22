import type { Log } from '../contracts/plugin.ts'

/** What only another start can mend. */
export interface Breakage {
  /** The file was found damaged; it was salvaged last at a time. */
  readonly damaged: (message: string, salvagedAt: number | undefined) => void
  /** The thread of the state has ended by itself. */
  readonly died: (message: string) => void
  /** Resolves with the reason where the process is to end and start again. */
  readonly broken: Promise<string>
}

/** A file that is damaged again so soon lies on a disk, or in a memory, that is not to be trusted. */
const soonMs = 60 * 60_000

/**
 * Decides whether another start would help. One that salvaged the file just before would be the next of many: then the relay stays
 * up, takes nothing, and says why.
 *
 * @param now milliseconds since the epoch
 */
export const createBreakage = (log: Log, now: () => number): Breakage => {
  const { promise: broken, resolve } = Promise.withResolvers<string>()
  return {
    damaged: (message, salvagedAt) => {
      // Whichever way the clock was set meanwhile.
      if (salvagedAt === undefined || Math.abs(now() - salvagedAt) >= soonMs) {
        resolve(`${message}: what can be read of it is salvaged at the next start`)
        return
      }
      log.error(
        { salvagedAt: new Date(salvagedAt).toISOString() },
        'the state file is damaged again, soon after it was salvaged: look at the disk and the memory of this machine, then start the relay again',
      )
    },
    died: resolve,
    broken,
  }
}
