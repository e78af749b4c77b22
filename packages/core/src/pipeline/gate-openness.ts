/** Measures for how long something was open. */
export interface Openness {
  readonly become: (isOpen: boolean, now: number) => void
  readonly openMs: (now: number) => number
}

/** Open from the beginning. */
export const createOpenness = (startedAt: number): Openness => {
  let before = 0
  let since: number | undefined = startedAt

  const openMs = (now: number): number => before + (since === undefined ? 0 : now - since)
  return {
    openMs,
    become: (isOpen, now) => {
      before = openMs(now)
      since = isOpen ? now : undefined
    },
  }
}
