import type { LoneReplay } from '@vouchrelay/core'
import type { Followed } from './followed.ts'

/** A replay in this process. */
export const followAlone = ({ progress, stop, ended }: LoneReplay): Followed => ({
  progress: async () => progress(),
  // A replay that breaks while it stops says so in `ended`, too.
  pause: () => void stop().catch(() => undefined),
  leave: () => ended,
})
