import type { Assignment } from './assignment.ts'
import { createBackoff } from './backoff.ts'
import type { Driver, Fetched, Gone } from './driver.ts'
import { ask, type Asking, type Bounds } from './fetch.ts'
import { isKafkaFailure } from './kafka-failure.ts'
import type { Loop } from './loop.ts'
import { nameOf } from './locate.ts'

/** Reads partitions that have room, one fetch at a time. */
export interface Reader {
  /** Begins a fetch, unless one is under way, the last one failed just now, or there is no room. */
  readonly read: (assignments: readonly Assignment[]) => void
  /** Ends the fetch under way: there is more to ask for now, or nobody wants anything any more. */
  readonly cut: () => void
  readonly isUnderWay: () => boolean
  /** When it may be tried again after a failure, in milliseconds since the epoch. */
  readonly mayAt: () => number
  /** What the last fetch failed with, in a sentence; undefined where it worked. */
  readonly failing: () => string | undefined
}

export interface ReaderParts {
  readonly fetch: Driver['fetch']
  readonly bounds: Bounds
  readonly loop: Loop
  readonly now: () => number
  /** A position that is not on the topic. */
  readonly gone: (assignment: Assignment, gone: Gone) => void
  /** What is not a `KafkaFailure`: a bug. */
  readonly broken: (error: unknown) => void
}

export const createReader = ({ fetch, bounds, loop, now, gone, broken }: ReaderParts): Reader => {
  const backoff = createBackoff()
  let cut = new AbortController()
  let isUnderWay = false
  let mayAt = 0
  let failing: string | undefined

  const heard = ({ assignments }: Asking, fetched: Fetched): void => {
    isUnderWay = false
    failing = undefined
    backoff.worked()
    // By the assignment that was asked for: one that came since begins elsewhere.
    const byName = new Map(assignments.map((assignment) => [nameOf(assignment), assignment]))
    for (const batch of fetched.batches) byName.get(nameOf(batch))?.take(batch, now())
    for (const one of fetched.gone) {
      const assignment = byName.get(nameOf(one))
      if (assignment !== undefined) gone(assignment, one)
    }
    if (fetched.gone.length > 0) mayAt = now() + backoff.failed()
  }

  const failed = (error: unknown): void => {
    isUnderWay = false
    if (!isKafkaFailure(error)) {
      mayAt = Infinity
      return broken(error)
    }
    failing = error.message
    mayAt = now() + backoff.failed()
  }

  return {
    read: (assignments) => {
      if (isUnderWay || mayAt > now()) return
      const asking = ask(assignments, bounds)
      if (asking === undefined) return
      isUnderWay = true
      cut = new AbortController()
      fetch(asking.positions, asking.limits, cut.signal).then(
        (fetched) => loop(() => heard(asking, fetched)),
        (error: unknown) => loop(() => failed(error)),
      )
    },
    cut: () => cut.abort(),
    isUnderWay: () => isUnderWay,
    mayAt: () => mayAt,
    failing: () => failing,
  }
}
