/** Runs changes to completion, one after the other; what is told while one runs waits its turn. */
export type Loop = (change: () => void) => void

/**
 * The one place where state changes. Callbacks of the client, verdicts and answers only enter a change here, so that none of
 * them meets a state that another has half changed: PostHog's consumer lost offsets in just these gaps (PostHog/posthog#57142).
 *
 * @param after runs when no change is left, and may enter more
 */
export const createLoop = (after: () => void): Loop => {
  const changes: (() => void)[] = []
  let isRunning = false
  return (change) => {
    changes.push(change)
    if (isRunning) return
    isRunning = true
    try {
      while (changes.length > 0) {
        for (let next = changes.shift(); next !== undefined; next = changes.shift()) next()
        after()
      }
    } finally {
      isRunning = false
    }
  }
}
