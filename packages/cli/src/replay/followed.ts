import type { ReplayProgress } from '@vouchrelay/core'

/** A replay at work, in this process or in a relay. */
export interface Followed {
  readonly progress: () => Promise<ReplayProgress>
  /** Reads no further line. */
  readonly pause: () => void
  /** Once it is paused or finished: waits until nothing of it is left in this process. */
  readonly leave: () => Promise<void>
}
