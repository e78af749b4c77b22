/** What to do on SIGTERM and SIGINT. */
export interface SignalActions {
  /** The first signal: stop taking events, finish what is under way. */
  readonly stop: () => void
  /** The second signal: leave at once. */
  readonly kill: () => void
}

/** Listens until the returned function is called. */
export const onSignals = ({ stop, kill }: SignalActions): (() => void) => {
  let signals = 0
  const hear = (): void => {
    signals += 1
    if (signals === 1) stop()
    else kill()
  }
  process.on('SIGTERM', hear)
  process.on('SIGINT', hear)
  return () => {
    process.off('SIGTERM', hear)
    process.off('SIGINT', hear)
  }
}
