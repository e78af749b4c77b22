/** Wakes who waits for it, or whoever waits next. */
export interface Signal {
  readonly raise: () => void
  /** Resolves when it was raised since the last wait, or after `mostMs`. One waits at a time. */
  readonly wait: (mostMs?: number) => Promise<void>
}

export const createSignal = (): Signal => {
  let isRaised = false
  let waiting: (() => void) | undefined
  return {
    raise: () => {
      isRaised = true
      waiting?.()
    },
    wait: async (mostMs) => {
      if (!isRaised) {
        const { promise, resolve } = Promise.withResolvers<void>()
        waiting = resolve
        const timer = mostMs === undefined ? undefined : setTimeout(resolve, mostMs)
        await promise
        clearTimeout(timer)
        waiting = undefined
      }
      isRaised = false
    },
  }
}
