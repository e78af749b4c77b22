/**
 * Asks, and where the answer takes too long gives the one before: whoever watches a relay must hear of it while its disk is slow.
 *
 * @param first what is told until there was an answer
 */
export const lastKnown = <A>(ask: () => Promise<A>, first: A, withinMs: number): (() => Promise<A>) => {
  let last = first
  return async () => {
    const asked = ask().then((answer) => (last = answer))
    const late = Promise.withResolvers<void>()
    const timer = setTimeout(late.resolve, withinMs)
    await Promise.race([asked, late.promise])
    clearTimeout(timer)
    return last
  }
}
