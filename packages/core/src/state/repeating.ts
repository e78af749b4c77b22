import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { StateFailure } from '../contracts/failure.ts'

/** The first pause after a failure: a lock that somebody holds for a moment is gone by then. */
export const firstPauseMs = 50

/** The longest pause: a disk that was mended is noticed within this time. */
export const mostPauseMs = 2_000

/** Resolves after a while, or as soon as the signal aborts. */
export const pause = (ms: number, cut: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (cut.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      cut.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    cut.addEventListener('abort', end)
  })

/**
 * Repeats what failed, with growing pauses, until it succeeds or the state closes; the last result tells which.
 * Each failure is logged and shown as the state's ailment where it arises.
 */
export const repeating = async <A>(
  attempt: () => Promise<Either<StateFailure, A>>,
  closing: AbortSignal,
): Promise<Either<StateFailure, A>> => {
  for (let ms = firstPauseMs; ; ms = Math.min(ms * 2, mostPauseMs)) {
    const result = await attempt()
    if (!isLeft(result) || closing.aborted) return result
    await pause(ms, closing)
  }
}
