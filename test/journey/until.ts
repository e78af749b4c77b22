import { setTimeout as sleep } from 'node:timers/promises'

/** How often is asked. */
const everyMs = 2

/**
 * Asks again and again until the answer is something else than `undefined` or `false`. Rejects when that takes longer than the
 * deadline.
 *
 * @param what what is waited for, for the complaint
 */
export const until = async <A>(
  what: string,
  ask: () => A | Promise<A>,
  deadlineMs = 20_000,
): Promise<Exclude<A, undefined | false>> => {
  const end = performance.now() + deadlineMs
  for (;;) {
    const answer = await ask()
    if (isThere(answer)) return answer
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for ${what}`)
    await sleep(everyMs)
  }
}

const isThere = <A>(answer: A): answer is Exclude<A, undefined | false> => answer !== undefined && answer !== false
