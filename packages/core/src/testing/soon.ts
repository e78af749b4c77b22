import { AssertionError } from 'node:assert'

/** How long a plugin may take over one thing, in milliseconds: far more than any takes on a busy machine. */
export const usualPatienceMs = 5_000

/** What a promise resolves with; rejects where that takes longer than a plugin may take. `what` is a noun phrase. */
export const soon = async <A>(promise: Promise<A>, patienceMs: number, what: string): Promise<A> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(lateness(patienceMs, what)), patienceMs)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Resolves when a condition holds. */
export const until = async (holds: () => boolean, patienceMs: number, what: string): Promise<void> => {
  const end = performance.now() + patienceMs
  while (!holds()) {
    if (performance.now() > end) throw lateness(patienceMs, what)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

const lateness = (patienceMs: number, what: string): AssertionError =>
  new AssertionError({ message: `expected ${what}, found none in ${patienceMs} ms` })
