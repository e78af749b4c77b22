import type { JournalFull, StateFailure } from '@vouchrelay/core'

/** How long one failed append counts. Not for ever: readiness that turns senders away would never see it mended. */
const MEMORY_MS = 10_000

/** Why no events can be taken just now. */
export interface Ailment {
  readonly note: (failure: JournalFull | StateFailure | undefined) => void
  readonly current: () => string | undefined
}

/** Remembers the last append: ill while it failed, and not long ago. */
export const createAilment = (now: () => number): Ailment => {
  let last: { readonly message: string; readonly at: number } | undefined
  return {
    note: (failure) => {
      last = failure && { message: failure.message, at: now() }
    },
    current: () => (last !== undefined && Math.abs(now() - last.at) < MEMORY_MS ? last.message : undefined),
  }
}
