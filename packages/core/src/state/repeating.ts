import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Unwritten } from './submission.ts'

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
 * Repeats what failed, with growing pauses, until it succeeds, is refused for good, or the state closes; the last result tells which.
 * Each failure is logged and shown as the state's ailment where it arises.
 */
export const repeating = async <A>(
  attempt: () => Promise<Either<Unwritten, A>>,
  closing: AbortSignal,
): Promise<Either<Unwritten, A>> => {
  for (let ms = firstPauseMs; ; ms = Math.min(ms * 2, mostPauseMs)) {
    const result = await attempt()
    if (!isLeft(result) || result.left.isRefused || closing.aborted) return result
    await pause(ms, closing)
  }
}
