import type { Interleave } from './memory-seat.ts'

/** Calls that wait until a test lets them go on, in whatever order it likes. */
export interface HeldBack {
  readonly interleave: Interleave
  /** Lets one of those that wait go on. */
  readonly release: (n: number) => void
  /** Lets those go on that wait now. */
  readonly releaseAll: () => void
  /** Lets all go on, those to come too. */
  readonly open: () => void
}

export const holdBack = (): HeldBack => {
  const waiting: (() => void)[] = []
  let isOpen = false
  const releaseAll = (): void => {
    for (const one of waiting.splice(0)) one()
  }
  return {
    interleave: () => (isOpen ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    release: (n) => {
      const [one] = waiting.splice(n % Math.max(1, waiting.length), 1)
      one?.()
    },
    releaseAll,
    open: () => {
      isOpen = true
      releaseAll()
    },
  }
}
