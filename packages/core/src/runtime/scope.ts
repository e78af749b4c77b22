import { isLeft, type Either } from 'fp-ts/lib/Either.js'

/** What was acquired, to be released in reverse order. */
export interface Scope {
  /** Call it in the statement that acquires. */
  readonly onClose: (release: () => Promise<void>) => void
  /** Runs every release, the last one first, whatever fails; then rejects with the first failure. Runs once. */
  readonly close: () => Promise<void>
}

export const createScope = (): Scope => {
  const releases: (() => Promise<void>)[] = []
  let closing: Promise<void> | undefined

  const closeAll = async (): Promise<void> => {
    const failures: unknown[] = []
    for (const release of releases.toReversed()) {
      try {
        await release()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }

  return {
    onClose: (release) => void releases.push(release),
    close: () => (closing ??= closeAll()),
  }
}

/** Starts what is made of several parts. Where one cannot start, those that did are closed again. */
export const startInScope = async <E, A>(
  assemble: (scope: Scope, stopping: AbortController) => Promise<Either<E, A>>,
): Promise<Either<E, A>> => {
  const scope = createScope()
  const stopping = new AbortController()
  let isStarted = false
  try {
    const started = await assemble(scope, stopping)
    isStarted = !isLeft(started)
    return started
  } finally {
    if (!isStarted) {
      stopping.abort()
      await scope.close()
    }
  }
}
