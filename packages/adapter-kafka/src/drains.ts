import type { Assignment } from './assignment.ts'
import type { Commits } from './commit.ts'

/** How partitions were let go, in numbers. */
export interface DrainFigures {
  readonly count: number
  readonly lastMs: number
  readonly longestMs: number
  /** How many records were still under way when the budget was spent: they may be sent twice. */
  readonly cutOff: number
}

/** Partitions that are to move: they wait for what has begun and for their last commit, within a budget. */
export interface Drains {
  /** `done` is called when all are let go. */
  readonly begin: (assignments: readonly Assignment[], now: number, done: () => void) => void
  readonly advance: (now: number) => void
  /** When time alone changes something, in milliseconds since the epoch. */
  readonly nextAt: (now: number) => number
  readonly size: () => number
  readonly figures: () => DrainFigures
}

interface Drain {
  readonly assignments: readonly Assignment[]
  readonly begunAt: number
  readonly done: () => void
}

export interface DrainsParts {
  readonly commits: Commits
  /** For what has begun. */
  readonly drainMs: number
  /** For the commit after that. */
  readonly lastCommitMs: number
  /** Forgets an assignment: it is somebody else's from now on. */
  readonly release: (assignment: Assignment) => void
}

const isOver = (assignment: Assignment): boolean => assignment.standing()._tag === 'Over'

export const createDrains = ({ commits, drainMs, lastCommitMs, release }: DrainsParts): Drains => {
  const drains = new Set<Drain>()
  let figures: DrainFigures = { count: 0, lastMs: 0, longestMs: 0, cutOff: 0 }

  const finish = (drain: Drain, left: readonly Assignment[], now: number): void => {
    drains.delete(drain)
    const ms = now - drain.begunAt
    const cutOff = left.reduce((sum, assignment) => sum + assignment.inFlight(), 0)
    figures = {
      count: figures.count + 1,
      lastMs: ms,
      longestMs: Math.max(figures.longestMs, ms),
      cutOff: figures.cutOff + cutOff,
    }
    for (const assignment of left) release(assignment)
    drain.done()
  }

  /** Finished work is worth nothing until it is committed: drain first, let go second (PostHog/posthog#59391). */
  const advance = (drain: Drain, now: number): void => {
    const left = drain.assignments.filter((assignment) => !isOver(assignment))
    const isDue = now >= drain.begunAt + drainMs
    if (!isDue && left.some((assignment) => assignment.inFlight() > 0)) return
    const isCommitted = left.every((assignment) => assignment.uncommitted() === undefined)
    if (isCommitted || now >= drain.begunAt + drainMs + lastCommitMs) finish(drain, left, now)
    else commits.send(left)
  }

  return {
    begin: (assignments, begunAt, done) => void drains.add({ assignments, begunAt, done }),
    advance: (now) => {
      for (const drain of drains) advance(drain, now)
    },
    nextAt: (now) => {
      let at = Infinity
      for (const { begunAt } of drains) {
        const dueAt = begunAt + drainMs
        at = Math.min(at, now < dueAt ? dueAt : dueAt + lastCommitMs)
      }
      return at
    },
    size: () => drains.size,
    figures: () => figures,
  }
}
