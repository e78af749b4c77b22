const listening = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls `then` when a signal aborts that many listen to, until the returned function is called: a signal by itself looks through all
 * its listeners each time one comes or goes. One that has aborted already calls nobody.
 */
export const onAbort = (signal: AbortSignal, then: () => void): (() => void) => {
  let all = listening.get(signal)
  if (all === undefined) {
    const mine = new Set<() => void>()
    all = mine
    listening.set(signal, mine)
    signal.addEventListener('abort', () => {
      for (const one of mine) one()
    })
  }
  const mine = all
  mine.add(then)
  return () => void mine.delete(then)
}
